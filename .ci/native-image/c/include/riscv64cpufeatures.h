/* Record read by com.oracle.svm.core.riscv64.RISCV64LibCHelper.CPUFeatures (one byte per feature, 1 = present).
 * Nothing here is for riscv64; the builder asks for the fields of every platform's record, whichever it builds for. */
#ifndef POINTSMAN_RISCV64_CPU_FEATURES_H
#define POINTSMAN_RISCV64_CPU_FEATURES_H
typedef struct {
  char fI;
  char fM;
  char fA;
  char fF;
  char fD;
  char fC;
  char fV;
} CPUFeatures;
#endif
