// Takes the place of the library's own in every program: that one also loads code from the working directory, if a
// libggml-*.so lies there, and a service or an installer runs in folders that others may write to.
#include <ggml-backend.h>

#include <filesystem>

void ggml_backend_load_all(void) {
    ggml_backend_load_all_from_path(std::filesystem::read_symlink("/proc/self/exe").parent_path().c_str());
}
