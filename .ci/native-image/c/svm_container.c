/* libsvm_container.a: container limits (com.oracle.svm.core.container.ContainerLibrary).
 * It always answers "not in a container", so that an image sees the whole machine; a node is an instance of its own. */
#include <stddef.h>
#include <unistd.h>

enum { NOT_CONTAINERIZED = 0, TOO_OLD = 2, TOO_NEW = 3, INTERFACE = 240100 };

int svm_container_initialize(int version) {
  return version == INTERFACE ? NOT_CONTAINERIZED : version > INTERFACE ? TOO_OLD : TOO_NEW;
}
size_t svm_container_physical_memory(void) {
  return (size_t)sysconf(_SC_PHYS_PAGES) * (size_t)sysconf(_SC_PAGESIZE);
}
/* never reached unless initialize() reports a container; -1 = unlimited / unknown */
long svm_container_memory_limit_in_bytes(void) { return -1; }
long svm_container_memory_and_swap_limit_in_bytes(void) { return -1; }
long svm_container_memory_soft_limit_in_bytes(void) { return -1; }
long svm_container_memory_usage_in_bytes(void) { return -1; }
long svm_container_memory_max_usage_in_bytes(void) { return -1; }
long svm_container_rss_usage_in_bytes(void) { return -1; }
long svm_container_cache_usage_in_bytes(void) { return -1; }
int svm_container_active_processor_count(void) { return (int)sysconf(_SC_NPROCESSORS_ONLN); }
