// Light from a dozen directions, each with its own shadow map in one atlas of 4 by 4 tiles.
#define LIGHTS 12
uniform sampler2DShadow shadows;
uniform mat4 light_matrices[LIGHTS];
uniform vec3 light_directions[LIGHTS];
uniform vec3 light_colours[LIGHTS];
uniform vec3 eye;
uniform vec3 ambient;

float lit(int light, vec3 position) {
    vec3 within = (light_matrices[light] * vec4(position, 1)).xyz * .5 + .5;
    bool is_mapped = within.x > .002 && within.x < .998 && within.y > .002 && within.y < .998 && within.z < 1.;
    if (!is_mapped) return 1.;
    vec2 tile = vec2(light % 4, light / 4);
    return texture(shadows, vec3((tile + clamp(within.xy, .002, .998)) * .25, within.z - .0015));
}

// The colour of a fragment, linear and without limit.
vec3 shade(Fragment at) {
    vec3 to_eye = normalize(eye - at.position);
    vec3 facing = normalize(at.normal);
    if (dot(facing, to_eye) < 0. && at.material < 4) facing = -facing;
    Surface surface = surface_of(at, facing);
    vec3 diffuse = vec3(0), highlight = vec3(0), off_surface = normalize(at.normal) * .006;
    float open = 0.;
    for (int light = 0; light < LIGHTS; light++) {
        float seen = lit(light, at.position + off_surface);
        vec3 direction = light_directions[light], colour = light_colours[light];
        float cosine = dot(surface.normal, direction);
        open += seen / float(LIGHTS);
        diffuse += colour * max(0., (cosine + surface.wrap) / (1. + surface.wrap)) * mix(seen, 1., 0.04);
        diffuse += surface.scatter * colour * max(0., 1. - abs(cosine)) * seen * .5;
        float shine = pow(max(dot(surface.normal, normalize(to_eye + direction)), 0.), surface.gloss);
        highlight += colour * seen * surface.specular * shine * (surface.gloss + 8.) * .04 * step(0., cosine);
    }
    vec3 bounce = floor_colour * .35 * max(0., .5 - .5 * surface.normal.z) * ambient * 2.;
    return surface.colour * (diffuse + ambient * (.35 + .65 * open) + bounce * (.3 + .7 * open)) + highlight;
}
