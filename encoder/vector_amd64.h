// The bodies of GELU and exp for registers of any width. The file that
// includes this one defines the constants (C_…) as registers or memory.

// GELU replaces v by v·Φ(v); z, t, p, q are scratch. See geluGo.
#define GELU(v, z, t, p, q) \
	VMAXPS C_GELU_LOW, v, z; \
	VMINPS C_GELU_HIGH, z, z; \
	VMULPS z, z, t; \
	VMULPS C_GELU_P5, t, p; \
	VMULPS C_GELU_Q4, t, q; \
	VADDPS C_GELU_P4, p, p; \
	VADDPS C_GELU_Q3, q, q; \
	VMULPS t, p, p; \
	VMULPS t, q, q; \
	VADDPS C_GELU_P3, p, p; \
	VADDPS C_GELU_Q2, q, q; \
	VMULPS t, p, p; \
	VMULPS t, q, q; \
	VADDPS C_GELU_P2, p, p; \
	VADDPS C_GELU_Q1, q, q; \
	VMULPS t, p, p; \
	VMULPS t, q, q; \
	VADDPS C_GELU_P1, p, p; \
	VADDPS C_ONE, q, q; \
	VMULPS t, p, p; \
	VADDPS C_GELU_P0, p, p; \
	VMULPS p, z, z; \
	VDIVPS q, z, z; \
	VADDPS C_HALF, z, z; \
	VMULPS z, v, v

// EXP replaces v by exp(v − top); s, n, p are scratch. See exp.
#define EXP(v, top, s, n, p) \
	VSUBPS top, v, v; \
	VMAXPS C_EXP_LOW, v, v; \
	VMULPS C_LOG2E, v, s; \
	VADDPS C_TO_INT, s, s; \
	VSUBPS C_TO_INT, s, n; \
	VMULPS C_LN2_HIGH, n, p; \
	VSUBPS p, v, v; \
	VMULPS C_LN2_LOW, n, p; \
	VSUBPS p, v, v; \
	VMULPS C_EXP_C5, v, p; \
	VADDPS C_EXP_C4, p, p; \
	VMULPS v, p, p; \
	VADDPS C_EXP_C3, p, p; \
	VMULPS v, p, p; \
	VADDPS C_EXP_C2, p, p; \
	VMULPS v, p, p; \
	VMULPS v, p, p; \
	VADDPS v, p, p; \
	VADDPS C_ONE, p, p; \
	VPSLLD $23, s, s; \
	VPADDD s, p, v
