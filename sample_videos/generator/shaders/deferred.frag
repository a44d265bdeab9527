#version 330
// Shades what `geometry.frag` wrote: pixels once, those on an edge once per sample, over the room behind.
#include noise.glsl
#include materials.glsl
#include lighting.glsl
#define SAMPLES 4
uniform sampler2DMS positions_and_materials;
uniform sampler2DMS normals;
uniform sampler2DMS rest_positions;
uniform sampler2DMS all_traits;
uniform sampler2D background;
out vec4 colour;

bool differ(vec4 a, vec4 b, vec3 normal_a, vec3 normal_b) {
    if (a.w != b.w) return true;
    if (b.w < 0.) return false;
    return dot(normal_a, normal_b) < .85 || (b.w < 3.5 && distance(a.xyz, b.xyz) > .03);
}

Fragment fragment_at(ivec2 pixel, int sample_index) {
    vec4 position = texelFetch(positions_and_materials, pixel, sample_index);
    return Fragment(position.xyz, texelFetch(normals, pixel, sample_index).xyz, texelFetch(rest_positions, pixel, sample_index).xyz,
                    texelFetch(all_traits, pixel, sample_index), int(position.w + .5));
}

void main() {
    ivec2 pixel = ivec2(gl_FragCoord.xy);
    vec3 behind = texelFetch(background, pixel, 0).rgb;
    vec4 first = texelFetch(positions_and_materials, pixel, 0);
    vec3 first_normal = texelFetch(normals, pixel, 0).xyz;
    bool is_edge = false, is_covered = first.w >= 0.;
    for (int i = 1; i < SAMPLES; i++) {
        vec4 other = texelFetch(positions_and_materials, pixel, i);
        if (other.w >= 0.) is_covered = true;
        if (differ(first, other, first_normal, texelFetch(normals, pixel, i).xyz)) is_edge = true;
    }
    int n_samples = !is_covered ? 0 : (is_edge ? SAMPLES : 1);
    vec3 sum = vec3(0);
    for (int i = 0; i < n_samples; i++) {
        if (texelFetch(positions_and_materials, pixel, i).w < 0.) sum += behind;
        else sum += shade(fragment_at(pixel, i));
    }
    colour = vec4(n_samples == 0 ? behind : sum / float(n_samples), 1);
}
