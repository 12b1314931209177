/* liblibchelper.a: what the code of a native image calls directly.
 * Each signature is the @CFunction of the same name in svm.jar; the section names say in which class. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "jni.h"
#include "java_props.h"
#include "svm_locale.h"

/* libjava: TimeZone_md.c */
extern char *findJavaTZ_md(const char *java_home_dir);

/* ---- LibCHelper ---- */
char **getEnviron(void) { return environ; }

char *SVM_FindJavaTZmd(const char *mappings, int length) {
  (void)mappings;
  (void)length;
  return findJavaTZ_md(NULL); /* the argument is only used on Windows */
}

/* ---- fixed-arity entry points for variadic libc functions ---- */
int openSII(const char *path, int flags, int mode) { return open(path, flags, mode); }
int openatISII(int fd, const char *path, int flags, int mode) { return openat(fd, path, flags, mode); }
int fprintfSD(FILE *f, const char *format, char *a0, int a1) { return fprintf(f, format, a0, a1); }

void *mremapP(void *old, size_t old_size, size_t new_size, int flags, void *new_address) {
  return mremap(old, old_size, new_size, flags, new_address);
}

/* ---- LinuxLibCHelper ---- */
int getThreadId(void) { return (int)syscall(SYS_gettid); }

/* user CPU time of one thread in nanoseconds, from /proc/self/task/<tid>/stat; -1 on failure */
long getThreadUserTimeSlow(int tid) {
  char path[64], buf[2048];
  snprintf(path, sizeof path, "/proc/self/task/%d/stat", tid);
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    return -1;
  }
  ssize_t n = read(fd, buf, sizeof buf - 1);
  close(fd);
  if (n <= 0) {
    return -1;
  }
  buf[n] = 0;
  char *p = strrchr(buf, ')'); /* the command name may itself hold spaces and parentheses */
  long utime;
  if (!p || sscanf(p + 1, " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %ld", &utime) != 1) {
    return -1;
  }
  return utime * (1000000000L / sysconf(_SC_CLK_TCK));
}

/* ---- CodeSynchronizationOperations ---- */
void codeSynchronization_clearCache(long start, long size) {
  __builtin___clear_cache((char *)start, (char *)(start + size));
}

/* ---- LocaleCHelper: reuse the JDK's own parsing in libjava ----
 * It runs before there is a Java thread, so libjava gets a table that only records "an exception was raised". */
static svm_locale_props_t locale_props;
static int locale_failed;

static jclass JNICALL early_FindClass(JNIEnv *env, const char *name) {
  (void)env;
  (void)name;
  locale_failed = 1;
  return NULL;
}
static jboolean JNICALL early_ExceptionCheck(JNIEnv *env) {
  (void)env;
  return locale_failed ? JNI_TRUE : JNI_FALSE;
}
static const struct JNINativeInterface_ early_functions = {
    .FindClass = early_FindClass,
    .ExceptionCheck = early_ExceptionCheck,
};

int svm_initialize_locale(void) {
  JNIEnv env = &early_functions;
  java_props_t *p = GetJavaProperties(&env);
  if (!p) { /* out of memory, or the current directory was removed: keep the defaults of the C locale */
    locale_props.display_language = locale_props.format_language = "en";
    return SVM_LOCALE_INITIALIZATION_SUCCEEDED;
  }
  locale_props.display_language = p->display_language;
  locale_props.display_script = p->display_script;
  locale_props.display_country = p->display_country;
  locale_props.display_variant = p->display_variant;
  locale_props.format_language = p->format_language;
  locale_props.format_script = p->format_script;
  locale_props.format_country = p->format_country;
  locale_props.format_variant = p->format_variant;
  return SVM_LOCALE_INITIALIZATION_SUCCEEDED;
}

const svm_locale_props_t *svm_get_locale(void) { return &locale_props; }

/* ---- CSunMiscSignal: counters plus a semaphore; only async-signal-safe work in the handler ---- */
static sem_t sig_sem;
static atomic_int sig_owned;
static atomic_long sig_pending[NSIG];

int cSunMiscSignal_open(void) {
  int expected = 0;
  if (!atomic_compare_exchange_strong(&sig_owned, &expected, 1)) {
    return 1;
  }
  for (int i = 0; i < NSIG; i++) {
    atomic_store(&sig_pending[i], 0);
  }
  if (sem_init(&sig_sem, 0, 0) != 0) {
    atomic_store(&sig_owned, 0);
    return -1;
  }
  return 0;
}

int cSunMiscSignal_close(void) {
  int r = sem_destroy(&sig_sem);
  if (r == 0) {
    atomic_store(&sig_owned, 0);
  }
  return r;
}

int cSunMiscSignal_awaitSemaphore(void) {
  int r = sem_wait(&sig_sem);
  return r != 0 && errno == EINTR ? 0 : r; /* callers tolerate spurious wake-ups */
}

int cSunMiscSignal_signalSemaphore(void) { return sem_post(&sig_sem); }

_Bool cSunMiscSignal_signalRangeCheck(int sig) { return sig >= 0 && sig < NSIG; }

int cSunMiscSignal_checkPendingSignal(void) {
  for (int i = 0; i < NSIG; i++) {
    if (atomic_load(&sig_pending[i]) > 0) {
      atomic_fetch_sub(&sig_pending[i], 1);
      return i;
    }
  }
  return -1;
}

static void on_signal(int sig) {
  int saved = errno;
  if (cSunMiscSignal_signalRangeCheck(sig)) {
    atomic_fetch_add(&sig_pending[sig], 1);
    sem_post(&sig_sem);
  }
  errno = saved;
}

void (*cSunMiscSignal_signalHandlerFunctionPointer(void))(int) { return on_signal; }

/* ---- AttachHelper: the attach API (--enable-monitoring=jcmd) is not supported here ---- */
#define UNSUPPORTED(name)                                                       \
  do {                                                                          \
    fputs("native image: " name " is not implemented\n", stderr);          \
    abort();                                                                    \
  } while (0)
void svm_attach_startup(char *path) { (void)path; UNSUPPORTED("svm_attach_startup"); }
void svm_attach_listener_cleanup(int s, char *path) { (void)s; (void)path; UNSUPPORTED("svm_attach_listener_cleanup"); }
_Bool svm_attach_check_socket_file(char *path) { (void)path; UNSUPPORTED("svm_attach_check_socket_file"); }
_Bool svm_attach_is_init_trigger(char *path) { (void)path; UNSUPPORTED("svm_attach_is_init_trigger"); }
int svm_attach_create_listener(char *path) { (void)path; UNSUPPORTED("svm_attach_create_listener"); }
int svm_attach_wait_for_request(int s) { (void)s; UNSUPPORTED("svm_attach_wait_for_request"); }
void svm_attach_shutdown_socket(int s) { (void)s; UNSUPPORTED("svm_attach_shutdown_socket"); }
