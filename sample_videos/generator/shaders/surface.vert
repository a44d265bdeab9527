#version 330
// A vertex of a person or a room: lie frame in, clip space out.
uniform mat4 view_projection;
in vec3 in_position;
in vec3 in_normal;
in vec3 in_rest_position;
in vec4 in_traits;
in float in_material;
out vec3 position;
out vec3 normal;
out vec3 rest_position;
out vec4 traits;
flat out int material;

void main() {
    gl_Position = view_projection * vec4(in_position, 1);
    position = in_position;
    normal = in_normal;
    rest_position = in_rest_position;
    traits = in_traits;
    material = int(in_material + .5);
}
