#version 330
// Shades at once: for the room behind, drawn once per clip.
#include noise.glsl
#include materials.glsl
#include lighting.glsl
in vec3 position;
in vec3 normal;
in vec3 rest_position;
in vec4 traits;
flat in int material;
out vec4 colour;

void main() {
    colour = vec4(shade(Fragment(position, normal, rest_position, traits, material)), 1);
}
