// What surfaces are made of. Materials by number, as `materials.py` lists them.
uniform vec3 skin_colour, shirt_colour, pants_colour, hair_colour, sock_colour, mat_colour, wall_colour, floor_colour;
uniform vec4 furniture[8];     // colour, strength of the grain
uniform vec4 garment_heights;  // hem, waist, end of the pants, top of the socks: y of the rest frame
uniform vec4 garment_cuts;     // sleeve (upper arms), neckline y and z, hairline
uniform vec3 head_centre, left_eye, mouth;
uniform float folds;

struct Fragment {
    vec3 position;
    vec3 normal;
    vec3 rest;
    vec4 traits;  // of the person: along the arm, is head, is ear, is forearm; of an eye: its normal
    int material;
};

struct Surface {
    vec3 colour;
    vec3 normal;
    float specular;
    float gloss;
    float wrap;       // light creeps so far round the edge of the shadow
    vec3 scatter;     // colour of light that comes out again beside where it went in
    float bump;
    float bump_scale;
};

vec3 strands(vec3 rest) {
    return hair_colour * (.55 + .9 * smooth_noise(vec3(rest.x * 260., rest.y * 60., rest.z * 60.)));
}

void skin(vec3 rest, inout Surface surface) {
    surface.colour = skin_colour * (.86 + .3 * fractal_noise(rest * 25.));
    surface.colour.gb *= .97 + .06 * smooth_noise(rest * 60.);
    surface.wrap = .28;
    surface.scatter = vec3(.16, .05, .03);
    surface.specular = .05;
    surface.gloss = 18.;
    surface.bump_scale = 90.;
    surface.bump = .05;
}

void face(vec3 rest, inout Surface surface) {
    vec3 mirrored = vec3(abs(rest.x), rest.yz);
    bool in_front = (rest - head_centre).z > 0.;

    vec3 to_cheek = mirrored - left_eye - vec3(.018, -.038, .0);
    float blush = exp(-dot(to_cheek * vec3(1, 1, .6), to_cheek) / .00045);
    surface.colour = mix(surface.colour, surface.colour * vec3(1.08, .86, .84), blush * .7);

    vec3 to_mouth = rest - mouth;
    float lips = 1. - smoothstep(.7, 1.15, length(vec2(to_mouth.x / .026, (to_mouth.y + .001) / .011)));
    if (to_mouth.z > -.03) surface.colour = mix(surface.colour, skin_colour * vec3(.82, .52, .52), lips * .8);

    vec2 to_brow = (mirrored.xy - left_eye.xy - vec2(.004, .021)) / vec2(.023, .0045);
    float brow = 1. - smoothstep(.6, 1.2, length(to_brow));
    if (in_front) surface.colour = mix(surface.colour, hair_colour * 1.2, brow * .85);

    vec2 to_lid = (mirrored.xy - left_eye.xy) / vec2(.018, .0085);
    float lid = 1. - smoothstep(.75, 1.1, length(to_lid));
    if (in_front) surface.colour = mix(surface.colour, surface.colour * .55, lid * .6);
}

void scalp(vec3 rest, inout Surface surface) {
    float height = dot(rest - head_centre, vec3(0, .75, -.66)) + .012 * (smooth_noise(rest * 70.) - .5);
    float hair = smoothstep(garment_cuts.w - .004, garment_cuts.w + .004, height);
    if (hair <= 0.) return;
    surface.colour = mix(surface.colour, strands(rest), hair);
    surface.scatter *= 1. - hair;
    surface.wrap *= 1. - hair;
    surface.specular = mix(surface.specular, .09, hair);
    surface.bump_scale = 160.;
    surface.bump = mix(surface.bump, .5, hair);
}

float ridges(vec3 p) {
    return abs(smooth_noise(p) - .5) * 1.2 + .35 * abs(smooth_noise(p * 2.1 + 3.) - .5);
}

void cloth(vec3 rest, float stiffness, inout Surface surface) {
    surface.wrap = .08;
    surface.scatter = vec3(0);
    surface.specular = .02;
    surface.gloss = 8.;
    surface.colour *= .94 + .12 * smooth_noise(rest * 320.);
    surface.bump = 0.;
    vec3 at = rest * vec3(7., 13., 7.);
    at += 1.1 * smooth_noise(rest * 6.);
    const float STEP = .15;
    float here = ridges(at);
    vec3 slope = vec3(ridges(at + vec3(STEP, 0, 0)) - here, ridges(at + vec3(0, STEP, 0)) - here,
                      ridges(at + vec3(0, 0, STEP)) - here) / STEP;
    slope -= surface.normal * dot(slope, surface.normal);
    surface.normal = normalize(surface.normal - slope * folds * stiffness);
}

void person(Fragment at, inout Surface surface) {
    vec3 rest = at.rest;
    float arm = at.traits.x;
    bool is_head = at.traits.y > .5, is_ear = at.traits.z >= .5, is_forearm = at.traits.w >= .5;
    float over_neckline = .86 * (rest.y - garment_cuts.y) + .5 * (rest.z - garment_cuts.z);
    bool shirt = !is_head && rest.y > garment_heights.x && over_neckline < 0. && arm < garment_cuts.x && !is_forearm;
    bool pants = rest.y < garment_heights.y && rest.y > garment_heights.z && arm < .02 && !shirt;
    bool sock = rest.y < garment_heights.w && arm < .02;

    if (!(shirt || pants || sock)) skin(rest, surface);
    if (is_head) {
        face(rest, surface);
        if (!is_ear) scalp(rest, surface);
        return;
    }
    if (shirt) {
        float to_seam = min(min(rest.y - garment_heights.x, -over_neckline), (garment_cuts.x - arm) * .3);
        surface.colour = shirt_colour * (to_seam < .012 ? .86 : 1.);
    } else if (pants) {
        float to_seam = min(garment_heights.y - rest.y, rest.y - garment_heights.z);
        surface.colour = pants_colour * (to_seam < .015 ? .8 : 1.);
    } else if (sock) {
        surface.colour = sock_colour * (rest.y > garment_heights.w - .03 ? .9 + .1 * sin(rest.y * 2500.) : 1.);
    }
    if (shirt || pants || sock) {
        cloth(rest, shirt ? 1. : .6, surface);
        if (sock) surface.bump = .15;
        surface.bump_scale = shirt ? 22. : 26.;
    }
}

void eyeball(Fragment at, inout Surface surface) {
    float forward = normalize(at.traits.xyz).z;
    vec3 iris = mix(vec3(.78, .76, .74), vec3(.22, .14, .09), smoothstep(.80, .84, forward));
    surface.colour = mix(iris, vec3(.02), smoothstep(.955, .965, forward));
    surface.specular = .3;
    surface.gloss = 80.;
}

void planks(vec3 position, inout Surface surface) {
    const float WIDTH = .14, LENGTH = 1.2;
    float row = floor(position.x / WIDTH);
    float along = position.y + hash(vec3(row, 3., 1.)) * 1.3;
    float tone = hash(vec3(row, floor(along / LENGTH), 7.));
    float grain = fractal_noise(vec3(position.x * 40., along * 2.5, row * 3.));
    bool gap = fract(position.x / WIDTH) < .02 || fract(along / LENGTH) < .003;
    surface.colour = floor_colour * (.75 + .3 * tone + .35 * (grain - .45)) * (gap ? .55 : 1.);
    surface.specular = .05;
    surface.gloss = 30.;
}

void mat(vec3 position, inout Surface surface) {
    float groove = abs(fract(position.x * 28.) - .5);
    surface.colour = mat_colour * (.9 + .12 * smooth_noise(position * 420.) + .06 * fractal_noise(position * 9.));
    surface.colour *= .97 + .05 * groove;
    surface.specular = .02;
    surface.gloss = 6.;
}

void roughen(vec3 rest, inout Surface surface) {
    const float STEP = .25;
    vec3 at = rest * surface.bump_scale;
    float here = fractal_noise(at);
    vec3 slope = vec3(fractal_noise(at + vec3(STEP, 0, 0)) - here, fractal_noise(at + vec3(0, STEP, 0)) - here,
                      fractal_noise(at + vec3(0, 0, STEP)) - here) / STEP;
    slope -= surface.normal * dot(slope, surface.normal);
    surface.normal = normalize(surface.normal - slope * surface.bump * 1.6);
}

Surface surface_of(Fragment at, vec3 facing) {
    Surface surface = Surface(vec3(.5), facing, .04, 20., 0., vec3(0), 0., 30.);
    if (at.material == 0) {
        person(at, surface);
    } else if (at.material == 1) {
        surface.colour = strands(at.rest);
        surface.specular = .08;
        surface.bump_scale = 160.;
        surface.bump = .5;
    } else if (at.material == 2) {
        eyeball(at, surface);
    } else if (at.material == 4) {
        planks(at.position, surface);
    } else if (at.material == 5) {
        surface.colour = wall_colour * (.97 + .05 * fractal_noise(at.position * 6.));
        surface.specular = .0;
    } else if (at.material == 6) {
        mat(at.position, surface);
    } else if (at.material == 7) {
        surface.colour = vec3(.78, .77, .74) * (.95 + .08 * fractal_noise(at.position * 40.));
        surface.bump = .25;
        surface.bump_scale = 18.;
        surface.wrap = .1;
    } else if (at.material >= 8) {
        vec4 made_of = furniture[at.material - 8];
        surface.colour = made_of.rgb * (.93 + .12 * fractal_noise(at.position * vec3(5., 5., 30.) * made_of.w));
        surface.specular = .04;
    }
    if (surface.bump > 0.) roughen(at.rest, surface);
    return surface;
}
