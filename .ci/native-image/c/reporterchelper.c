/* libreporterchelper.so: native methods of com.oracle.svm.hosted.ProgressReporterCHelper, for the builder's own progress report. */
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <unistd.h>
#include "jni.h"

JNIEXPORT jlong JNICALL Java_com_oracle_svm_hosted_ProgressReporterCHelper_getPeakRSS0(JNIEnv *env, jclass c) {
  struct rusage r;
  return getrusage(RUSAGE_SELF, &r) == 0 ? (jlong)r.ru_maxrss * 1024 : -1;
}

JNIEXPORT jint JNICALL Java_com_oracle_svm_hosted_ProgressReporterCHelper_getTerminalWindowColumns0(JNIEnv *env, jclass c) {
  struct winsize w;
  return ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) == 0 && w.ws_col > 0 ? w.ws_col : 80;
}
