/* libjvm.a: what the JDK's static libraries call of the VM (OpenJDK's jvm.h and jvm_io.h), in an image that has no VM.
 * Only what is met at run time is here; build-libraries generates a stub for each other one, which says its name and aborts. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sysinfo.h>
#include <time.h>
#include <unistd.h>
#include "jni.h"

JNIEXPORT void initialize(void) {}

/* processors this process may use; the image adds container limits itself when asked to */
JNIEXPORT jint JVM_ActiveProcessorCount(void) {
  int configured = (int)sysconf(_SC_NPROCESSORS_CONF);
  for (int cpus = configured > CPU_SETSIZE ? configured : CPU_SETSIZE; cpus <= 1 << 20; cpus *= 2) {
    cpu_set_t *set = CPU_ALLOC(cpus);
    if (!set) {
      break;
    }
    size_t size = CPU_ALLOC_SIZE(cpus);
    CPU_ZERO_S(size, set);
    int r = sched_getaffinity(0, size, set);
    int n = r == 0 ? CPU_COUNT_S(size, set) : 0;
    CPU_FREE(set);
    if (n > 0) {
      return n;
    }
  }
  long online = sysconf(_SC_NPROCESSORS_ONLN);
  return online > 0 ? (jint)online : 1;
}

/* ---- time ---- */
JNIEXPORT jlong JVM_NanoTime(JNIEnv *env, jclass ignored) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (jlong)t.tv_sec * 1000000000 + t.tv_nsec;
}

JNIEXPORT jlong JVM_CurrentTimeMillis(JNIEnv *env, jclass ignored) {
  struct timespec t;
  clock_gettime(CLOCK_REALTIME, &t);
  return (jlong)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* nanoseconds from offset_secs to now, -1 when the difference is too large (2^32 seconds) */
JNIEXPORT jlong JVM_GetNanoTimeAdjustment(JNIEnv *env, jclass ignored, jlong offset_secs) {
  struct timespec t;
  clock_gettime(CLOCK_REALTIME, &t);
  jlong diff = (jlong)t.tv_sec - offset_secs;
  if (diff > 0x100000000LL || diff < -0x100000000LL) {
    return -1;
  }
  return diff * 1000000000 + t.tv_nsec;
}

/* ---- libraries ---- */
JNIEXPORT void *JVM_LoadLibrary(const char *name, jboolean throw_exception) { return dlopen(name, RTLD_LAZY); }
JNIEXPORT void JVM_UnloadLibrary(void *handle) { dlclose(handle); }
JNIEXPORT void *JVM_FindLibraryEntry(void *handle, const char *name) { return dlsym(handle, name); }

JNIEXPORT jboolean JVM_IsSupportedJNIVersion(jint v) {
  switch (v) {
    case JNI_VERSION_1_1:
    case JNI_VERSION_1_2:
    case JNI_VERSION_1_4:
    case JNI_VERSION_1_6:
    case JNI_VERSION_1_8:
    case JNI_VERSION_9:
    case JNI_VERSION_10:
    case JNI_VERSION_19:
    case JNI_VERSION_20:
    case JNI_VERSION_21:
    case JNI_VERSION_24:
      return JNI_TRUE;
    default:
      return JNI_FALSE;
  }
}

/* libjvm.so is not there at run time: everything is in the executable */
JNIEXPORT jboolean JVM_IsStaticallyLinked(void) { return JNI_TRUE; }

/* management: MXBeans of a native image do not go through the jmm interface */
JNIEXPORT void *JVM_GetManagement(jint version) { return NULL; }

JNIEXPORT jboolean JVM_IsUseContainerSupport(void) { return JNI_FALSE; }
JNIEXPORT jboolean JVM_IsContainerized(void) { return JNI_FALSE; }
JNIEXPORT jlong JVM_MaxObjectInspectionAge(void) { return 0; }

/* ---- process ---- */
JNIEXPORT void JVM_BeforeHalt(void) {}
JNIEXPORT void JVM_Halt(jint code) { _exit(code); }

/* ---- monitors for native code ---- */
JNIEXPORT void *JVM_RawMonitorCreate(void) {
  pthread_mutex_t *m = malloc(sizeof *m);
  if (m) {
    pthread_mutexattr_t a;
    pthread_mutexattr_init(&a);
    pthread_mutexattr_settype(&a, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutex_init(m, &a);
    pthread_mutexattr_destroy(&a);
  }
  return m;
}
JNIEXPORT void JVM_RawMonitorDestroy(void *m) {
  pthread_mutex_destroy(m);
  free(m);
}
JNIEXPORT jint JVM_RawMonitorEnter(void *m) { return pthread_mutex_lock(m); }
JNIEXPORT void JVM_RawMonitorExit(void *m) { pthread_mutex_unlock(m); }

JNIEXPORT char *JVM_NativePath(char *path) { return path; }

/* ---- jio: printf variants that always terminate and return -1 on truncation ---- */
JNIEXPORT int jio_vsnprintf(char *str, size_t count, const char *fmt, va_list args) {
  if ((ssize_t)count <= 0) {
    return -1;
  }
  int n = vsnprintf(str, count, fmt, args);
  if (n < 0 || (size_t)n >= count) {
    str[count - 1] = 0;
    return -1;
  }
  return n;
}
JNIEXPORT int jio_snprintf(char *str, size_t count, const char *fmt, ...) {
  va_list a;
  va_start(a, fmt);
  int n = jio_vsnprintf(str, count, fmt, a);
  va_end(a);
  return n;
}
JNIEXPORT int jio_vfprintf(FILE *f, const char *fmt, va_list args) { return vfprintf(f, fmt, args); }
JNIEXPORT int jio_fprintf(FILE *f, const char *fmt, ...) {
  va_list a;
  va_start(a, fmt);
  int n = vfprintf(f, fmt, a);
  va_end(a);
  return n;
}
