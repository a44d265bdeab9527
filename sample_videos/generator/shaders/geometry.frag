#version 330
// Writes what `deferred.frag` shades. The person's triangles are about a pixel in size: shaded at once, in software,
// every pixel would be shaded several times.
in vec3 position;
in vec3 normal;
in vec3 rest_position;
in vec4 traits;
flat in int material;
layout(location = 0) out vec4 position_and_material;
layout(location = 1) out vec4 out_normal;
layout(location = 2) out vec4 out_rest_position;
layout(location = 3) out vec4 out_traits;

void main() {
    position_and_material = vec4(position, float(material));
    out_normal = vec4(normalize(normal), 0.);
    out_rest_position = vec4(rest_position, 0.);
    out_traits = traits;
}
