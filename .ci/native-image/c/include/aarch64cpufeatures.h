/* Record read by com.oracle.svm.core.aarch64.AArch64LibCHelper.CPUFeatures (one byte per feature, 1 = present).
 * Nothing here is for aarch64; the builder asks for the fields of every platform's record, whichever it builds for. */
#ifndef POINTSMAN_AARCH64_CPU_FEATURES_H
#define POINTSMAN_AARCH64_CPU_FEATURES_H
typedef struct {
  char fFP;
  char fASIMD;
  char fEVTSTRM;
  char fAES;
  char fPMULL;
  char fSHA1;
  char fSHA2;
  char fCRC32;
  char fLSE;
  char fDCPOP;
  char fSHA3;
  char fSHA512;
  char fSVE;
  char fSVE2;
  char fSTXR_PREFETCH;
  char fA53MAC;
  char fDMB_ATOMICS;
  char fPACA;
  char fSVEBITPERM;
  char fFPHP;
  char fASIMDHP;
} CPUFeatures;
#endif
