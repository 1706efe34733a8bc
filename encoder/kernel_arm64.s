#include "go_asm.h"
#include "textflag.h"

// The assembler lacks most vector instructions on floats and SDOT: they stand
// as words, with the instruction in the notation of the processor's manual.

// func productSDOT(t *tile)
// A tile of 4 × 16: sums in V0 to V15, weights in V16 to V19, inputs in V20 to
// V23, four groups of k at a time. Inputs of 7 bits are positive as int8.
TEXT ·productSDOT(SB), NOSPLIT, $0-8
	MOVD t+0(FP), R0
	MOVD tile_dst(R0), R1
	MOVD tile_ldd(R0), R2
	MOVD tile_a(R0), R3
	MOVD tile_lda(R0), R4
	MOVD tile_w(R0), R5
	MOVD tile_k4(R0), R6
	MOVD tile_rowScale(R0), R7
	MOVD tile_rowZero(R0), R8
	MOVD tile_colScale(R0), R9
	MOVD tile_colSum(R0), R10
	MOVD tile_bias(R0), R11
	LSL $2, R2, R2
	ADD R4, R3, R12
	ADD R4, R12, R13
	ADD R4, R13, R14
	VEOR V0.B16, V0.B16, V0.B16
	VEOR V1.B16, V1.B16, V1.B16
	VEOR V2.B16, V2.B16, V2.B16
	VEOR V3.B16, V3.B16, V3.B16
	VEOR V4.B16, V4.B16, V4.B16
	VEOR V5.B16, V5.B16, V5.B16
	VEOR V6.B16, V6.B16, V6.B16
	VEOR V7.B16, V7.B16, V7.B16
	VEOR V8.B16, V8.B16, V8.B16
	VEOR V9.B16, V9.B16, V9.B16
	VEOR V10.B16, V10.B16, V10.B16
	VEOR V11.B16, V11.B16, V11.B16
	VEOR V12.B16, V12.B16, V12.B16
	VEOR V13.B16, V13.B16, V13.B16
	VEOR V14.B16, V14.B16, V14.B16
	VEOR V15.B16, V15.B16, V15.B16

loop:
	VLD1.P 16(R3), [V20.B16]
	VLD1.P 16(R12), [V21.B16]
	VLD1.P 16(R13), [V22.B16]
	VLD1.P 16(R14), [V23.B16]
	VLD1.P 64(R5), [V16.B16, V17.B16, V18.B16, V19.B16]
	WORD $0x4f94e200 // sdot v0.4s, v16.16b, v20.4b[0]
	WORD $0x4f94e221 // sdot v1.4s, v17.16b, v20.4b[0]
	WORD $0x4f94e242 // sdot v2.4s, v18.16b, v20.4b[0]
	WORD $0x4f94e263 // sdot v3.4s, v19.16b, v20.4b[0]
	WORD $0x4f95e204 // sdot v4.4s, v16.16b, v21.4b[0]
	WORD $0x4f95e225 // sdot v5.4s, v17.16b, v21.4b[0]
	WORD $0x4f95e246 // sdot v6.4s, v18.16b, v21.4b[0]
	WORD $0x4f95e267 // sdot v7.4s, v19.16b, v21.4b[0]
	WORD $0x4f96e208 // sdot v8.4s, v16.16b, v22.4b[0]
	WORD $0x4f96e229 // sdot v9.4s, v17.16b, v22.4b[0]
	WORD $0x4f96e24a // sdot v10.4s, v18.16b, v22.4b[0]
	WORD $0x4f96e26b // sdot v11.4s, v19.16b, v22.4b[0]
	WORD $0x4f97e20c // sdot v12.4s, v16.16b, v23.4b[0]
	WORD $0x4f97e22d // sdot v13.4s, v17.16b, v23.4b[0]
	WORD $0x4f97e24e // sdot v14.4s, v18.16b, v23.4b[0]
	WORD $0x4f97e26f // sdot v15.4s, v19.16b, v23.4b[0]
	VLD1.P 64(R5), [V16.B16, V17.B16, V18.B16, V19.B16]
	WORD $0x4fb4e200 // sdot v0.4s, v16.16b, v20.4b[1]
	WORD $0x4fb4e221 // sdot v1.4s, v17.16b, v20.4b[1]
	WORD $0x4fb4e242 // sdot v2.4s, v18.16b, v20.4b[1]
	WORD $0x4fb4e263 // sdot v3.4s, v19.16b, v20.4b[1]
	WORD $0x4fb5e204 // sdot v4.4s, v16.16b, v21.4b[1]
	WORD $0x4fb5e225 // sdot v5.4s, v17.16b, v21.4b[1]
	WORD $0x4fb5e246 // sdot v6.4s, v18.16b, v21.4b[1]
	WORD $0x4fb5e267 // sdot v7.4s, v19.16b, v21.4b[1]
	WORD $0x4fb6e208 // sdot v8.4s, v16.16b, v22.4b[1]
	WORD $0x4fb6e229 // sdot v9.4s, v17.16b, v22.4b[1]
	WORD $0x4fb6e24a // sdot v10.4s, v18.16b, v22.4b[1]
	WORD $0x4fb6e26b // sdot v11.4s, v19.16b, v22.4b[1]
	WORD $0x4fb7e20c // sdot v12.4s, v16.16b, v23.4b[1]
	WORD $0x4fb7e22d // sdot v13.4s, v17.16b, v23.4b[1]
	WORD $0x4fb7e24e // sdot v14.4s, v18.16b, v23.4b[1]
	WORD $0x4fb7e26f // sdot v15.4s, v19.16b, v23.4b[1]
	VLD1.P 64(R5), [V16.B16, V17.B16, V18.B16, V19.B16]
	WORD $0x4f94ea00 // sdot v0.4s, v16.16b, v20.4b[2]
	WORD $0x4f94ea21 // sdot v1.4s, v17.16b, v20.4b[2]
	WORD $0x4f94ea42 // sdot v2.4s, v18.16b, v20.4b[2]
	WORD $0x4f94ea63 // sdot v3.4s, v19.16b, v20.4b[2]
	WORD $0x4f95ea04 // sdot v4.4s, v16.16b, v21.4b[2]
	WORD $0x4f95ea25 // sdot v5.4s, v17.16b, v21.4b[2]
	WORD $0x4f95ea46 // sdot v6.4s, v18.16b, v21.4b[2]
	WORD $0x4f95ea67 // sdot v7.4s, v19.16b, v21.4b[2]
	WORD $0x4f96ea08 // sdot v8.4s, v16.16b, v22.4b[2]
	WORD $0x4f96ea29 // sdot v9.4s, v17.16b, v22.4b[2]
	WORD $0x4f96ea4a // sdot v10.4s, v18.16b, v22.4b[2]
	WORD $0x4f96ea6b // sdot v11.4s, v19.16b, v22.4b[2]
	WORD $0x4f97ea0c // sdot v12.4s, v16.16b, v23.4b[2]
	WORD $0x4f97ea2d // sdot v13.4s, v17.16b, v23.4b[2]
	WORD $0x4f97ea4e // sdot v14.4s, v18.16b, v23.4b[2]
	WORD $0x4f97ea6f // sdot v15.4s, v19.16b, v23.4b[2]
	VLD1.P 64(R5), [V16.B16, V17.B16, V18.B16, V19.B16]
	WORD $0x4fb4ea00 // sdot v0.4s, v16.16b, v20.4b[3]
	WORD $0x4fb4ea21 // sdot v1.4s, v17.16b, v20.4b[3]
	WORD $0x4fb4ea42 // sdot v2.4s, v18.16b, v20.4b[3]
	WORD $0x4fb4ea63 // sdot v3.4s, v19.16b, v20.4b[3]
	WORD $0x4fb5ea04 // sdot v4.4s, v16.16b, v21.4b[3]
	WORD $0x4fb5ea25 // sdot v5.4s, v17.16b, v21.4b[3]
	WORD $0x4fb5ea46 // sdot v6.4s, v18.16b, v21.4b[3]
	WORD $0x4fb5ea67 // sdot v7.4s, v19.16b, v21.4b[3]
	WORD $0x4fb6ea08 // sdot v8.4s, v16.16b, v22.4b[3]
	WORD $0x4fb6ea29 // sdot v9.4s, v17.16b, v22.4b[3]
	WORD $0x4fb6ea4a // sdot v10.4s, v18.16b, v22.4b[3]
	WORD $0x4fb6ea6b // sdot v11.4s, v19.16b, v22.4b[3]
	WORD $0x4fb7ea0c // sdot v12.4s, v16.16b, v23.4b[3]
	WORD $0x4fb7ea2d // sdot v13.4s, v17.16b, v23.4b[3]
	WORD $0x4fb7ea4e // sdot v14.4s, v18.16b, v23.4b[3]
	WORD $0x4fb7ea6f // sdot v15.4s, v19.16b, v23.4b[3]
	SUB $4, R6, R6
	CBNZ R6, loop

	VLD1 (R10), [V16.S4, V17.S4, V18.S4, V19.S4]
	VLD1 (R9), [V20.S4, V21.S4, V22.S4, V23.S4]
	VLD1 (R11), [V24.S4, V25.S4, V26.S4, V27.S4]
	VLD1R.P 4(R8), [V28.S4]
	VLD1R.P 4(R7), [V29.S4]
	WORD $0x6ebc9600 // mls v0.4s, v16.4s, v28.4s
	WORD $0x4e21d800 // scvtf v0.4s, v0.4s
	WORD $0x6e3dde9e // fmul v30.4s, v20.4s, v29.4s
	WORD $0x6e3edc00 // fmul v0.4s, v0.4s, v30.4s
	WORD $0x4e38d400 // fadd v0.4s, v0.4s, v24.4s
	WORD $0x6ebc9621 // mls v1.4s, v17.4s, v28.4s
	WORD $0x4e21d821 // scvtf v1.4s, v1.4s
	WORD $0x6e3ddebe // fmul v30.4s, v21.4s, v29.4s
	WORD $0x6e3edc21 // fmul v1.4s, v1.4s, v30.4s
	WORD $0x4e39d421 // fadd v1.4s, v1.4s, v25.4s
	WORD $0x6ebc9642 // mls v2.4s, v18.4s, v28.4s
	WORD $0x4e21d842 // scvtf v2.4s, v2.4s
	WORD $0x6e3ddede // fmul v30.4s, v22.4s, v29.4s
	WORD $0x6e3edc42 // fmul v2.4s, v2.4s, v30.4s
	WORD $0x4e3ad442 // fadd v2.4s, v2.4s, v26.4s
	WORD $0x6ebc9663 // mls v3.4s, v19.4s, v28.4s
	WORD $0x4e21d863 // scvtf v3.4s, v3.4s
	WORD $0x6e3ddefe // fmul v30.4s, v23.4s, v29.4s
	WORD $0x6e3edc63 // fmul v3.4s, v3.4s, v30.4s
	WORD $0x4e3bd463 // fadd v3.4s, v3.4s, v27.4s
	VST1 [V0.S4, V1.S4, V2.S4, V3.S4], (R1)
	ADD R2, R1, R1
	VLD1R.P 4(R8), [V28.S4]
	VLD1R.P 4(R7), [V29.S4]
	WORD $0x6ebc9604 // mls v4.4s, v16.4s, v28.4s
	WORD $0x4e21d884 // scvtf v4.4s, v4.4s
	WORD $0x6e3dde9e // fmul v30.4s, v20.4s, v29.4s
	WORD $0x6e3edc84 // fmul v4.4s, v4.4s, v30.4s
	WORD $0x4e38d484 // fadd v4.4s, v4.4s, v24.4s
	WORD $0x6ebc9625 // mls v5.4s, v17.4s, v28.4s
	WORD $0x4e21d8a5 // scvtf v5.4s, v5.4s
	WORD $0x6e3ddebe // fmul v30.4s, v21.4s, v29.4s
	WORD $0x6e3edca5 // fmul v5.4s, v5.4s, v30.4s
	WORD $0x4e39d4a5 // fadd v5.4s, v5.4s, v25.4s
	WORD $0x6ebc9646 // mls v6.4s, v18.4s, v28.4s
	WORD $0x4e21d8c6 // scvtf v6.4s, v6.4s
	WORD $0x6e3ddede // fmul v30.4s, v22.4s, v29.4s
	WORD $0x6e3edcc6 // fmul v6.4s, v6.4s, v30.4s
	WORD $0x4e3ad4c6 // fadd v6.4s, v6.4s, v26.4s
	WORD $0x6ebc9667 // mls v7.4s, v19.4s, v28.4s
	WORD $0x4e21d8e7 // scvtf v7.4s, v7.4s
	WORD $0x6e3ddefe // fmul v30.4s, v23.4s, v29.4s
	WORD $0x6e3edce7 // fmul v7.4s, v7.4s, v30.4s
	WORD $0x4e3bd4e7 // fadd v7.4s, v7.4s, v27.4s
	VST1 [V4.S4, V5.S4, V6.S4, V7.S4], (R1)
	ADD R2, R1, R1
	VLD1R.P 4(R8), [V28.S4]
	VLD1R.P 4(R7), [V29.S4]
	WORD $0x6ebc9608 // mls v8.4s, v16.4s, v28.4s
	WORD $0x4e21d908 // scvtf v8.4s, v8.4s
	WORD $0x6e3dde9e // fmul v30.4s, v20.4s, v29.4s
	WORD $0x6e3edd08 // fmul v8.4s, v8.4s, v30.4s
	WORD $0x4e38d508 // fadd v8.4s, v8.4s, v24.4s
	WORD $0x6ebc9629 // mls v9.4s, v17.4s, v28.4s
	WORD $0x4e21d929 // scvtf v9.4s, v9.4s
	WORD $0x6e3ddebe // fmul v30.4s, v21.4s, v29.4s
	WORD $0x6e3edd29 // fmul v9.4s, v9.4s, v30.4s
	WORD $0x4e39d529 // fadd v9.4s, v9.4s, v25.4s
	WORD $0x6ebc964a // mls v10.4s, v18.4s, v28.4s
	WORD $0x4e21d94a // scvtf v10.4s, v10.4s
	WORD $0x6e3ddede // fmul v30.4s, v22.4s, v29.4s
	WORD $0x6e3edd4a // fmul v10.4s, v10.4s, v30.4s
	WORD $0x4e3ad54a // fadd v10.4s, v10.4s, v26.4s
	WORD $0x6ebc966b // mls v11.4s, v19.4s, v28.4s
	WORD $0x4e21d96b // scvtf v11.4s, v11.4s
	WORD $0x6e3ddefe // fmul v30.4s, v23.4s, v29.4s
	WORD $0x6e3edd6b // fmul v11.4s, v11.4s, v30.4s
	WORD $0x4e3bd56b // fadd v11.4s, v11.4s, v27.4s
	VST1 [V8.S4, V9.S4, V10.S4, V11.S4], (R1)
	ADD R2, R1, R1
	VLD1R.P 4(R8), [V28.S4]
	VLD1R.P 4(R7), [V29.S4]
	WORD $0x6ebc960c // mls v12.4s, v16.4s, v28.4s
	WORD $0x4e21d98c // scvtf v12.4s, v12.4s
	WORD $0x6e3dde9e // fmul v30.4s, v20.4s, v29.4s
	WORD $0x6e3edd8c // fmul v12.4s, v12.4s, v30.4s
	WORD $0x4e38d58c // fadd v12.4s, v12.4s, v24.4s
	WORD $0x6ebc962d // mls v13.4s, v17.4s, v28.4s
	WORD $0x4e21d9ad // scvtf v13.4s, v13.4s
	WORD $0x6e3ddebe // fmul v30.4s, v21.4s, v29.4s
	WORD $0x6e3eddad // fmul v13.4s, v13.4s, v30.4s
	WORD $0x4e39d5ad // fadd v13.4s, v13.4s, v25.4s
	WORD $0x6ebc964e // mls v14.4s, v18.4s, v28.4s
	WORD $0x4e21d9ce // scvtf v14.4s, v14.4s
	WORD $0x6e3ddede // fmul v30.4s, v22.4s, v29.4s
	WORD $0x6e3eddce // fmul v14.4s, v14.4s, v30.4s
	WORD $0x4e3ad5ce // fadd v14.4s, v14.4s, v26.4s
	WORD $0x6ebc966f // mls v15.4s, v19.4s, v28.4s
	WORD $0x4e21d9ef // scvtf v15.4s, v15.4s
	WORD $0x6e3ddefe // fmul v30.4s, v23.4s, v29.4s
	WORD $0x6e3eddef // fmul v15.4s, v15.4s, v30.4s
	WORD $0x4e3bd5ef // fadd v15.4s, v15.4s, v27.4s
	VST1 [V12.S4, V13.S4, V14.S4, V15.S4], (R1)
	RET

// func minMaxNEON(x *float32, n int) (lo, hi float32)
TEXT ·minMaxNEON(SB), NOSPLIT, $0-24
	MOVD x+0(FP), R0
	MOVD n+8(FP), R1
	VEOR V0.B16, V0.B16, V0.B16
	VEOR V1.B16, V1.B16, V1.B16
	VEOR V2.B16, V2.B16, V2.B16
	VEOR V3.B16, V3.B16, V3.B16
loop:
	VLD1.P 64(R0), [V4.S4, V5.S4, V6.S4, V7.S4]
	WORD $0x4ea4f400 // fmin v0.4s, v0.4s, v4.4s
	WORD $0x4e24f442 // fmax v2.4s, v2.4s, v4.4s
	WORD $0x4ea5f421 // fmin v1.4s, v1.4s, v5.4s
	WORD $0x4e25f463 // fmax v3.4s, v3.4s, v5.4s
	WORD $0x4ea6f400 // fmin v0.4s, v0.4s, v6.4s
	WORD $0x4e26f442 // fmax v2.4s, v2.4s, v6.4s
	WORD $0x4ea7f421 // fmin v1.4s, v1.4s, v7.4s
	WORD $0x4e27f463 // fmax v3.4s, v3.4s, v7.4s
	SUBS $16, R1, R1
	BGT loop
	WORD $0x4ea1f400 // fmin v0.4s, v0.4s, v1.4s
	WORD $0x4e23f442 // fmax v2.4s, v2.4s, v3.4s
	WORD $0x6eb0f800 // fminv s0, v0.4s
	WORD $0x6e30f842 // fmaxv s2, v2.4s
	FMOVS F0, lo+16(FP)
	FMOVS F2, hi+20(FP)
	RET

// func largestNEON(x *float32, n int) float32
TEXT ·largestNEON(SB), NOSPLIT, $0-20
	MOVD x+0(FP), R0
	MOVD n+8(FP), R1
	VLD1 (R0), [V0.S4, V1.S4, V2.S4, V3.S4]
loop:
	VLD1.P 64(R0), [V4.S4, V5.S4, V6.S4, V7.S4]
	WORD $0x4e24f400 // fmax v0.4s, v0.4s, v4.4s
	WORD $0x4e25f421 // fmax v1.4s, v1.4s, v5.4s
	WORD $0x4e26f442 // fmax v2.4s, v2.4s, v6.4s
	WORD $0x4e27f463 // fmax v3.4s, v3.4s, v7.4s
	SUBS $16, R1, R1
	BGT loop
	WORD $0x4e21f400 // fmax v0.4s, v0.4s, v1.4s
	WORD $0x4e23f442 // fmax v2.4s, v2.4s, v3.4s
	WORD $0x4e22f400 // fmax v0.4s, v0.4s, v2.4s
	WORD $0x6e30f800 // fmaxv s0, v0.4s
	FMOVS F0, ret+16(FP)
	RET

// func quantiseNEON(dst *uint8, x *float32, n int, inv float32, zero int32)
TEXT ·quantiseNEON(SB), NOSPLIT, $0-32
	MOVD dst+0(FP), R0
	MOVD x+8(FP), R1
	MOVD n+16(FP), R2
	MOVW inv+24(FP), R3
	VDUP R3, V16.S4
	MOVW zero+28(FP), R3
	VDUP R3, V17.S4
	MOVD $127, R3
	VDUP R3, V18.S4
loop:
	VLD1.P 64(R1), [V0.S4, V1.S4, V2.S4, V3.S4]
	WORD $0x6e30dc00 // fmul v0.4s, v0.4s, v16.4s
	WORD $0x6e30dc21 // fmul v1.4s, v1.4s, v16.4s
	WORD $0x6e30dc42 // fmul v2.4s, v2.4s, v16.4s
	WORD $0x6e30dc63 // fmul v3.4s, v3.4s, v16.4s
	WORD $0x4e21a800 // fcvtns v0.4s, v0.4s
	WORD $0x4e21a821 // fcvtns v1.4s, v1.4s
	WORD $0x4e21a842 // fcvtns v2.4s, v2.4s
	WORD $0x4e21a863 // fcvtns v3.4s, v3.4s
	WORD $0x4eb18400 // add v0.4s, v0.4s, v17.4s
	WORD $0x4eb18421 // add v1.4s, v1.4s, v17.4s
	WORD $0x4eb18442 // add v2.4s, v2.4s, v17.4s
	WORD $0x4eb18463 // add v3.4s, v3.4s, v17.4s
	WORD $0x4eb26c00 // smin v0.4s, v0.4s, v18.4s
	WORD $0x4eb26c21 // smin v1.4s, v1.4s, v18.4s
	WORD $0x4eb26c42 // smin v2.4s, v2.4s, v18.4s
	WORD $0x4eb26c63 // smin v3.4s, v3.4s, v18.4s
	WORD $0x0e612804 // xtn v4.4h, v0.4s
	WORD $0x4e612824 // xtn2 v4.8h, v1.4s
	WORD $0x0e612845 // xtn v5.4h, v2.4s
	WORD $0x4e612865 // xtn2 v5.8h, v3.4s
	WORD $0x0e212886 // xtn v6.8b, v4.8h
	WORD $0x4e2128a6 // xtn2 v6.16b, v5.8h
	VST1.P [V6.B16], 16(R0)
	SUBS $16, R2, R2
	BGT loop
	RET

// func scaleColumnsNEON(dst, x, m *float32, n int)
TEXT ·scaleColumnsNEON(SB), NOSPLIT, $0-32
	MOVD dst+0(FP), R0
	MOVD x+8(FP), R1
	MOVD m+16(FP), R2
	MOVD n+24(FP), R3
loop:
	VLD1.P 64(R1), [V0.S4, V1.S4, V2.S4, V3.S4]
	VLD1.P 64(R2), [V4.S4, V5.S4, V6.S4, V7.S4]
	WORD $0x6e24dc00 // fmul v0.4s, v0.4s, v4.4s
	WORD $0x6e25dc21 // fmul v1.4s, v1.4s, v5.4s
	WORD $0x6e26dc42 // fmul v2.4s, v2.4s, v6.4s
	WORD $0x6e27dc63 // fmul v3.4s, v3.4s, v7.4s
	VST1.P [V0.S4, V1.S4, V2.S4, V3.S4], 64(R0)
	SUBS $16, R3, R3
	BGT loop
	RET

// func geluNEON(x *float32, n int)
// Four registers go through geluGo's steps; the constants are in V16 to V29.
TEXT ·geluNEON(SB), NOSPLIT, $0-16
	MOVD x+0(FP), R0
	MOVD n+8(FP), R1
	MOVD $·floatConstants(SB), R20
	ADD $0, R20, R21
	VLD1 (R21), [V16.S4]
	ADD $32, R20, R21
	VLD1 (R21), [V17.S4]
	ADD $64, R20, R21
	VLD1 (R21), [V18.S4]
	ADD $96, R20, R21
	VLD1 (R21), [V19.S4]
	ADD $128, R20, R21
	VLD1 (R21), [V20.S4]
	ADD $160, R20, R21
	VLD1 (R21), [V21.S4]
	ADD $192, R20, R21
	VLD1 (R21), [V22.S4]
	ADD $224, R20, R21
	VLD1 (R21), [V23.S4]
	ADD $256, R20, R21
	VLD1 (R21), [V24.S4]
	ADD $288, R20, R21
	VLD1 (R21), [V25.S4]
	ADD $320, R20, R21
	VLD1 (R21), [V26.S4]
	ADD $352, R20, R21
	VLD1 (R21), [V27.S4]
	ADD $384, R20, R21
	VLD1 (R21), [V28.S4]
	ADD $416, R20, R21
	VLD1 (R21), [V29.S4]
loop:
	VLD1 (R0), [V0.S4, V1.S4]
	WORD $0x4e30f402 // fmax v2.4s, v0.4s, v16.4s
	WORD $0x4e30f423 // fmax v3.4s, v1.4s, v16.4s
	WORD $0x4eb1f442 // fmin v2.4s, v2.4s, v17.4s
	WORD $0x4eb1f463 // fmin v3.4s, v3.4s, v17.4s
	WORD $0x6e22dc44 // fmul v4.4s, v2.4s, v2.4s
	WORD $0x6e23dc65 // fmul v5.4s, v3.4s, v3.4s
	WORD $0x6e37dc86 // fmul v6.4s, v4.4s, v23.4s
	WORD $0x6e3bdc88 // fmul v8.4s, v4.4s, v27.4s
	WORD $0x6e37dca7 // fmul v7.4s, v5.4s, v23.4s
	WORD $0x6e3bdca9 // fmul v9.4s, v5.4s, v27.4s
	WORD $0x4e36d4c6 // fadd v6.4s, v6.4s, v22.4s
	WORD $0x4e3ad508 // fadd v8.4s, v8.4s, v26.4s
	WORD $0x4e36d4e7 // fadd v7.4s, v7.4s, v22.4s
	WORD $0x4e3ad529 // fadd v9.4s, v9.4s, v26.4s
	WORD $0x6e24dcc6 // fmul v6.4s, v6.4s, v4.4s
	WORD $0x6e24dd08 // fmul v8.4s, v8.4s, v4.4s
	WORD $0x6e25dce7 // fmul v7.4s, v7.4s, v5.4s
	WORD $0x6e25dd29 // fmul v9.4s, v9.4s, v5.4s
	WORD $0x4e35d4c6 // fadd v6.4s, v6.4s, v21.4s
	WORD $0x4e39d508 // fadd v8.4s, v8.4s, v25.4s
	WORD $0x4e35d4e7 // fadd v7.4s, v7.4s, v21.4s
	WORD $0x4e39d529 // fadd v9.4s, v9.4s, v25.4s
	WORD $0x6e24dcc6 // fmul v6.4s, v6.4s, v4.4s
	WORD $0x6e24dd08 // fmul v8.4s, v8.4s, v4.4s
	WORD $0x6e25dce7 // fmul v7.4s, v7.4s, v5.4s
	WORD $0x6e25dd29 // fmul v9.4s, v9.4s, v5.4s
	WORD $0x4e34d4c6 // fadd v6.4s, v6.4s, v20.4s
	WORD $0x4e38d508 // fadd v8.4s, v8.4s, v24.4s
	WORD $0x4e34d4e7 // fadd v7.4s, v7.4s, v20.4s
	WORD $0x4e38d529 // fadd v9.4s, v9.4s, v24.4s
	WORD $0x6e24dcc6 // fmul v6.4s, v6.4s, v4.4s
	WORD $0x6e24dd08 // fmul v8.4s, v8.4s, v4.4s
	WORD $0x6e25dce7 // fmul v7.4s, v7.4s, v5.4s
	WORD $0x6e25dd29 // fmul v9.4s, v9.4s, v5.4s
	WORD $0x4e33d4c6 // fadd v6.4s, v6.4s, v19.4s
	WORD $0x4e3cd508 // fadd v8.4s, v8.4s, v28.4s
	WORD $0x4e33d4e7 // fadd v7.4s, v7.4s, v19.4s
	WORD $0x4e3cd529 // fadd v9.4s, v9.4s, v28.4s
	WORD $0x6e24dcc6 // fmul v6.4s, v6.4s, v4.4s
	WORD $0x6e25dce7 // fmul v7.4s, v7.4s, v5.4s
	WORD $0x4e32d4c6 // fadd v6.4s, v6.4s, v18.4s
	WORD $0x4e32d4e7 // fadd v7.4s, v7.4s, v18.4s
	WORD $0x6e26dc42 // fmul v2.4s, v2.4s, v6.4s
	WORD $0x6e27dc63 // fmul v3.4s, v3.4s, v7.4s
	WORD $0x6e28fc42 // fdiv v2.4s, v2.4s, v8.4s
	WORD $0x6e29fc63 // fdiv v3.4s, v3.4s, v9.4s
	WORD $0x4e3dd442 // fadd v2.4s, v2.4s, v29.4s
	WORD $0x4e3dd463 // fadd v3.4s, v3.4s, v29.4s
	WORD $0x6e22dc00 // fmul v0.4s, v0.4s, v2.4s
	WORD $0x6e23dc21 // fmul v1.4s, v1.4s, v3.4s
	VST1.P [V0.S4, V1.S4], 32(R0)
	SUBS $8, R1, R1
	BGT loop
	RET

// func addSumNEON(dst, add *float32, n int, sums *float32)
TEXT ·addSumNEON(SB), NOSPLIT, $0-32
	MOVD dst+0(FP), R0
	MOVD add+8(FP), R1
	MOVD n+16(FP), R2
	MOVD sums+24(FP), R3
	VLD1 (R3), [V8.S4, V9.S4, V10.S4, V11.S4]
loop:
	VLD1 (R0), [V0.S4, V1.S4, V2.S4, V3.S4]
	VLD1.P 64(R1), [V4.S4, V5.S4, V6.S4, V7.S4]
	WORD $0x4e24d400 // fadd v0.4s, v0.4s, v4.4s
	WORD $0x4e25d421 // fadd v1.4s, v1.4s, v5.4s
	WORD $0x4e26d442 // fadd v2.4s, v2.4s, v6.4s
	WORD $0x4e27d463 // fadd v3.4s, v3.4s, v7.4s
	WORD $0x4e20d508 // fadd v8.4s, v8.4s, v0.4s
	WORD $0x4e21d529 // fadd v9.4s, v9.4s, v1.4s
	WORD $0x4e22d54a // fadd v10.4s, v10.4s, v2.4s
	WORD $0x4e23d56b // fadd v11.4s, v11.4s, v3.4s
	VST1.P [V0.S4, V1.S4, V2.S4, V3.S4], 64(R0)
	SUBS $16, R2, R2
	BGT loop
	VST1 [V8.S4, V9.S4, V10.S4, V11.S4], (R3)
	RET

// func centreNEON(dst *float32, n int, mean float32, sums *float32)
TEXT ·centreNEON(SB), NOSPLIT, $0-32
	MOVD dst+0(FP), R0
	MOVD n+8(FP), R2
	MOVW mean+16(FP), R1
	VDUP R1, V16.S4
	MOVD sums+24(FP), R3
	VLD1 (R3), [V8.S4, V9.S4, V10.S4, V11.S4]
loop:
	VLD1 (R0), [V0.S4, V1.S4, V2.S4, V3.S4]
	WORD $0x4eb0d400 // fsub v0.4s, v0.4s, v16.4s
	WORD $0x4eb0d421 // fsub v1.4s, v1.4s, v16.4s
	WORD $0x4eb0d442 // fsub v2.4s, v2.4s, v16.4s
	WORD $0x4eb0d463 // fsub v3.4s, v3.4s, v16.4s
	WORD $0x6e20dc04 // fmul v4.4s, v0.4s, v0.4s
	WORD $0x6e21dc25 // fmul v5.4s, v1.4s, v1.4s
	WORD $0x6e22dc46 // fmul v6.4s, v2.4s, v2.4s
	WORD $0x6e23dc67 // fmul v7.4s, v3.4s, v3.4s
	WORD $0x4e24d508 // fadd v8.4s, v8.4s, v4.4s
	WORD $0x4e25d529 // fadd v9.4s, v9.4s, v5.4s
	WORD $0x4e26d54a // fadd v10.4s, v10.4s, v6.4s
	WORD $0x4e27d56b // fadd v11.4s, v11.4s, v7.4s
	VST1.P [V0.S4, V1.S4, V2.S4, V3.S4], 64(R0)
	SUBS $16, R2, R2
	BGT loop
	VST1 [V8.S4, V9.S4, V10.S4, V11.S4], (R3)
	RET

// func scaleShiftNEON(dst *float32, n int, factor float32, gamma, beta *float32)
TEXT ·scaleShiftNEON(SB), NOSPLIT, $0-40
	MOVD dst+0(FP), R0
	MOVD n+8(FP), R2
	MOVW factor+16(FP), R1
	VDUP R1, V16.S4
	MOVD gamma+24(FP), R3
	MOVD beta+32(FP), R4
loop:
	VLD1 (R0), [V0.S4, V1.S4, V2.S4, V3.S4]
	VLD1.P 64(R3), [V4.S4, V5.S4, V6.S4, V7.S4]
	VLD1.P 64(R4), [V8.S4, V9.S4, V10.S4, V11.S4]
	WORD $0x6e30dc00 // fmul v0.4s, v0.4s, v16.4s
	WORD $0x6e30dc21 // fmul v1.4s, v1.4s, v16.4s
	WORD $0x6e30dc42 // fmul v2.4s, v2.4s, v16.4s
	WORD $0x6e30dc63 // fmul v3.4s, v3.4s, v16.4s
	WORD $0x6e24dc00 // fmul v0.4s, v0.4s, v4.4s
	WORD $0x6e25dc21 // fmul v1.4s, v1.4s, v5.4s
	WORD $0x6e26dc42 // fmul v2.4s, v2.4s, v6.4s
	WORD $0x6e27dc63 // fmul v3.4s, v3.4s, v7.4s
	WORD $0x4e28d400 // fadd v0.4s, v0.4s, v8.4s
	WORD $0x4e29d421 // fadd v1.4s, v1.4s, v9.4s
	WORD $0x4e2ad442 // fadd v2.4s, v2.4s, v10.4s
	WORD $0x4e2bd463 // fadd v3.4s, v3.4s, v11.4s
	VST1.P [V0.S4, V1.S4, V2.S4, V3.S4], 64(R0)
	SUBS $16, R2, R2
	BGT loop
	RET

// func exponentsNEON(x, mask *float32, n int, top float32, sums *float32)
// The steps of exp; the constants are in V16 to V25, the sums in V28 to V31.
TEXT ·exponentsNEON(SB), NOSPLIT, $0-40
	MOVD x+0(FP), R0
	MOVD mask+8(FP), R1
	MOVD n+16(FP), R2
	MOVW top+24(FP), R3
	VDUP R3, V26.S4
	MOVD sums+32(FP), R3
	MOVD $·floatConstants(SB), R20
	ADD $448, R20, R21
	VLD1 (R21), [V16.S4]
	ADD $480, R20, R21
	VLD1 (R21), [V17.S4]
	ADD $512, R20, R21
	VLD1 (R21), [V18.S4]
	ADD $544, R20, R21
	VLD1 (R21), [V19.S4]
	ADD $576, R20, R21
	VLD1 (R21), [V20.S4]
	ADD $608, R20, R21
	VLD1 (R21), [V21.S4]
	ADD $640, R20, R21
	VLD1 (R21), [V22.S4]
	ADD $672, R20, R21
	VLD1 (R21), [V23.S4]
	ADD $704, R20, R21
	VLD1 (R21), [V24.S4]
	ADD $384, R20, R21
	VLD1 (R21), [V25.S4]
	VLD1 (R3), [V28.S4, V29.S4, V30.S4, V31.S4]
loop:
	VLD1 (R0), [V0.S4, V1.S4, V2.S4, V3.S4]
	WORD $0x4ebad400 // fsub v0.4s, v0.4s, v26.4s
	WORD $0x4ebad421 // fsub v1.4s, v1.4s, v26.4s
	WORD $0x4ebad442 // fsub v2.4s, v2.4s, v26.4s
	WORD $0x4ebad463 // fsub v3.4s, v3.4s, v26.4s
	WORD $0x4e30f400 // fmax v0.4s, v0.4s, v16.4s
	WORD $0x4e30f421 // fmax v1.4s, v1.4s, v16.4s
	WORD $0x4e30f442 // fmax v2.4s, v2.4s, v16.4s
	WORD $0x4e30f463 // fmax v3.4s, v3.4s, v16.4s
	WORD $0x6e31dc04 // fmul v4.4s, v0.4s, v17.4s
	WORD $0x6e31dc25 // fmul v5.4s, v1.4s, v17.4s
	WORD $0x6e31dc46 // fmul v6.4s, v2.4s, v17.4s
	WORD $0x6e31dc67 // fmul v7.4s, v3.4s, v17.4s
	WORD $0x4e32d484 // fadd v4.4s, v4.4s, v18.4s
	WORD $0x4e32d4a5 // fadd v5.4s, v5.4s, v18.4s
	WORD $0x4e32d4c6 // fadd v6.4s, v6.4s, v18.4s
	WORD $0x4e32d4e7 // fadd v7.4s, v7.4s, v18.4s
	WORD $0x4eb2d488 // fsub v8.4s, v4.4s, v18.4s
	WORD $0x4eb2d4a9 // fsub v9.4s, v5.4s, v18.4s
	WORD $0x4eb2d4ca // fsub v10.4s, v6.4s, v18.4s
	WORD $0x4eb2d4eb // fsub v11.4s, v7.4s, v18.4s
	WORD $0x6e33dd0c // fmul v12.4s, v8.4s, v19.4s
	WORD $0x6e33dd2d // fmul v13.4s, v9.4s, v19.4s
	WORD $0x6e33dd4e // fmul v14.4s, v10.4s, v19.4s
	WORD $0x6e33dd6f // fmul v15.4s, v11.4s, v19.4s
	WORD $0x4eacd400 // fsub v0.4s, v0.4s, v12.4s
	WORD $0x4eadd421 // fsub v1.4s, v1.4s, v13.4s
	WORD $0x4eaed442 // fsub v2.4s, v2.4s, v14.4s
	WORD $0x4eafd463 // fsub v3.4s, v3.4s, v15.4s
	WORD $0x6e34dd0c // fmul v12.4s, v8.4s, v20.4s
	WORD $0x6e34dd2d // fmul v13.4s, v9.4s, v20.4s
	WORD $0x6e34dd4e // fmul v14.4s, v10.4s, v20.4s
	WORD $0x6e34dd6f // fmul v15.4s, v11.4s, v20.4s
	WORD $0x4eacd400 // fsub v0.4s, v0.4s, v12.4s
	WORD $0x4eadd421 // fsub v1.4s, v1.4s, v13.4s
	WORD $0x4eaed442 // fsub v2.4s, v2.4s, v14.4s
	WORD $0x4eafd463 // fsub v3.4s, v3.4s, v15.4s
	WORD $0x6e38dc0c // fmul v12.4s, v0.4s, v24.4s
	WORD $0x6e38dc2d // fmul v13.4s, v1.4s, v24.4s
	WORD $0x6e38dc4e // fmul v14.4s, v2.4s, v24.4s
	WORD $0x6e38dc6f // fmul v15.4s, v3.4s, v24.4s
	WORD $0x4e37d58c // fadd v12.4s, v12.4s, v23.4s
	WORD $0x4e37d5ad // fadd v13.4s, v13.4s, v23.4s
	WORD $0x4e37d5ce // fadd v14.4s, v14.4s, v23.4s
	WORD $0x4e37d5ef // fadd v15.4s, v15.4s, v23.4s
	WORD $0x6e20dd8c // fmul v12.4s, v12.4s, v0.4s
	WORD $0x6e21ddad // fmul v13.4s, v13.4s, v1.4s
	WORD $0x6e22ddce // fmul v14.4s, v14.4s, v2.4s
	WORD $0x6e23ddef // fmul v15.4s, v15.4s, v3.4s
	WORD $0x4e36d58c // fadd v12.4s, v12.4s, v22.4s
	WORD $0x4e36d5ad // fadd v13.4s, v13.4s, v22.4s
	WORD $0x4e36d5ce // fadd v14.4s, v14.4s, v22.4s
	WORD $0x4e36d5ef // fadd v15.4s, v15.4s, v22.4s
	WORD $0x6e20dd8c // fmul v12.4s, v12.4s, v0.4s
	WORD $0x6e21ddad // fmul v13.4s, v13.4s, v1.4s
	WORD $0x6e22ddce // fmul v14.4s, v14.4s, v2.4s
	WORD $0x6e23ddef // fmul v15.4s, v15.4s, v3.4s
	WORD $0x4e35d58c // fadd v12.4s, v12.4s, v21.4s
	WORD $0x4e35d5ad // fadd v13.4s, v13.4s, v21.4s
	WORD $0x4e35d5ce // fadd v14.4s, v14.4s, v21.4s
	WORD $0x4e35d5ef // fadd v15.4s, v15.4s, v21.4s
	WORD $0x6e20dd8c // fmul v12.4s, v12.4s, v0.4s
	WORD $0x6e21ddad // fmul v13.4s, v13.4s, v1.4s
	WORD $0x6e22ddce // fmul v14.4s, v14.4s, v2.4s
	WORD $0x6e23ddef // fmul v15.4s, v15.4s, v3.4s
	WORD $0x6e20dd8c // fmul v12.4s, v12.4s, v0.4s
	WORD $0x6e21ddad // fmul v13.4s, v13.4s, v1.4s
	WORD $0x6e22ddce // fmul v14.4s, v14.4s, v2.4s
	WORD $0x6e23ddef // fmul v15.4s, v15.4s, v3.4s
	WORD $0x4e20d58c // fadd v12.4s, v12.4s, v0.4s
	WORD $0x4e21d5ad // fadd v13.4s, v13.4s, v1.4s
	WORD $0x4e22d5ce // fadd v14.4s, v14.4s, v2.4s
	WORD $0x4e23d5ef // fadd v15.4s, v15.4s, v3.4s
	WORD $0x4e39d58c // fadd v12.4s, v12.4s, v25.4s
	WORD $0x4e39d5ad // fadd v13.4s, v13.4s, v25.4s
	WORD $0x4e39d5ce // fadd v14.4s, v14.4s, v25.4s
	WORD $0x4e39d5ef // fadd v15.4s, v15.4s, v25.4s
	WORD $0x4f375484 // shl v4.4s, v4.4s, #23
	WORD $0x4f3754a5 // shl v5.4s, v5.4s, #23
	WORD $0x4f3754c6 // shl v6.4s, v6.4s, #23
	WORD $0x4f3754e7 // shl v7.4s, v7.4s, #23
	WORD $0x4ea48580 // add v0.4s, v12.4s, v4.4s
	WORD $0x4ea585a1 // add v1.4s, v13.4s, v5.4s
	WORD $0x4ea685c2 // add v2.4s, v14.4s, v6.4s
	WORD $0x4ea785e3 // add v3.4s, v15.4s, v7.4s
	VLD1.P 64(R1), [V4.S4, V5.S4, V6.S4, V7.S4]
	WORD $0x6e24dc00 // fmul v0.4s, v0.4s, v4.4s
	WORD $0x6e25dc21 // fmul v1.4s, v1.4s, v5.4s
	WORD $0x6e26dc42 // fmul v2.4s, v2.4s, v6.4s
	WORD $0x6e27dc63 // fmul v3.4s, v3.4s, v7.4s
	WORD $0x4e20d79c // fadd v28.4s, v28.4s, v0.4s
	WORD $0x4e21d7bd // fadd v29.4s, v29.4s, v1.4s
	WORD $0x4e22d7de // fadd v30.4s, v30.4s, v2.4s
	WORD $0x4e23d7ff // fadd v31.4s, v31.4s, v3.4s
	VST1.P [V0.S4, V1.S4, V2.S4, V3.S4], 64(R0)
	SUBS $16, R2, R2
	BGT loop
	VST1 [V28.S4, V29.S4, V30.S4, V31.S4], (R3)
	RET

// func matmulNEON(s *strips)
// 4 rows, 16 columns at a time: a product and a sum for each k.
TEXT ·matmulNEON(SB), NOSPLIT, $0-8
	MOVD s+0(FP), R0
	MOVD strips_ldb(R0), R10
	MOVD strips_n(R0), R11
	MOVD ZR, R12 // offset of the strip
strip:
	MOVD (strips_a+0)(R0), R1
	MOVD (strips_a+8)(R0), R2
	MOVD (strips_a+16)(R0), R3
	MOVD (strips_a+24)(R0), R4
	MOVD strips_b(R0), R5
	ADD R12, R5, R5
	MOVD strips_k(R0), R6
	VEOR V0.B16, V0.B16, V0.B16
	VEOR V1.B16, V1.B16, V1.B16
	VEOR V2.B16, V2.B16, V2.B16
	VEOR V3.B16, V3.B16, V3.B16
	VEOR V4.B16, V4.B16, V4.B16
	VEOR V5.B16, V5.B16, V5.B16
	VEOR V6.B16, V6.B16, V6.B16
	VEOR V7.B16, V7.B16, V7.B16
	VEOR V8.B16, V8.B16, V8.B16
	VEOR V9.B16, V9.B16, V9.B16
	VEOR V10.B16, V10.B16, V10.B16
	VEOR V11.B16, V11.B16, V11.B16
	VEOR V12.B16, V12.B16, V12.B16
	VEOR V13.B16, V13.B16, V13.B16
	VEOR V14.B16, V14.B16, V14.B16
	VEOR V15.B16, V15.B16, V15.B16
loop:
	VLD1 (R5), [V16.S4, V17.S4, V18.S4, V19.S4]
	ADD R10, R5, R5
	VLD1R.P 4(R1), [V20.S4]
	VLD1R.P 4(R2), [V21.S4]
	VLD1R.P 4(R3), [V22.S4]
	VLD1R.P 4(R4), [V23.S4]
	WORD $0x6e34de18 // fmul v24.4s, v16.4s, v20.4s
	WORD $0x6e34de39 // fmul v25.4s, v17.4s, v20.4s
	WORD $0x6e34de5a // fmul v26.4s, v18.4s, v20.4s
	WORD $0x6e34de7b // fmul v27.4s, v19.4s, v20.4s
	WORD $0x4e38d400 // fadd v0.4s, v0.4s, v24.4s
	WORD $0x4e39d421 // fadd v1.4s, v1.4s, v25.4s
	WORD $0x4e3ad442 // fadd v2.4s, v2.4s, v26.4s
	WORD $0x4e3bd463 // fadd v3.4s, v3.4s, v27.4s
	WORD $0x6e35de1c // fmul v28.4s, v16.4s, v21.4s
	WORD $0x6e35de3d // fmul v29.4s, v17.4s, v21.4s
	WORD $0x6e35de5e // fmul v30.4s, v18.4s, v21.4s
	WORD $0x6e35de7f // fmul v31.4s, v19.4s, v21.4s
	WORD $0x4e3cd484 // fadd v4.4s, v4.4s, v28.4s
	WORD $0x4e3dd4a5 // fadd v5.4s, v5.4s, v29.4s
	WORD $0x4e3ed4c6 // fadd v6.4s, v6.4s, v30.4s
	WORD $0x4e3fd4e7 // fadd v7.4s, v7.4s, v31.4s
	WORD $0x6e36de18 // fmul v24.4s, v16.4s, v22.4s
	WORD $0x6e36de39 // fmul v25.4s, v17.4s, v22.4s
	WORD $0x6e36de5a // fmul v26.4s, v18.4s, v22.4s
	WORD $0x6e36de7b // fmul v27.4s, v19.4s, v22.4s
	WORD $0x4e38d508 // fadd v8.4s, v8.4s, v24.4s
	WORD $0x4e39d529 // fadd v9.4s, v9.4s, v25.4s
	WORD $0x4e3ad54a // fadd v10.4s, v10.4s, v26.4s
	WORD $0x4e3bd56b // fadd v11.4s, v11.4s, v27.4s
	WORD $0x6e37de1c // fmul v28.4s, v16.4s, v23.4s
	WORD $0x6e37de3d // fmul v29.4s, v17.4s, v23.4s
	WORD $0x6e37de5e // fmul v30.4s, v18.4s, v23.4s
	WORD $0x6e37de7f // fmul v31.4s, v19.4s, v23.4s
	WORD $0x4e3cd58c // fadd v12.4s, v12.4s, v28.4s
	WORD $0x4e3dd5ad // fadd v13.4s, v13.4s, v29.4s
	WORD $0x4e3ed5ce // fadd v14.4s, v14.4s, v30.4s
	WORD $0x4e3fd5ef // fadd v15.4s, v15.4s, v31.4s
	SUB $1, R6, R6
	CBNZ R6, loop
	MOVD (strips_dst+0)(R0), R7
	ADD R12, R7, R7
	ADD $(strips_factor+0), R0, R8
	VLD1R (R8), [V20.S4]
	WORD $0x6e34dc00 // fmul v0.4s, v0.4s, v20.4s
	WORD $0x6e34dc21 // fmul v1.4s, v1.4s, v20.4s
	WORD $0x6e34dc42 // fmul v2.4s, v2.4s, v20.4s
	WORD $0x6e34dc63 // fmul v3.4s, v3.4s, v20.4s
	VST1 [V0.S4, V1.S4, V2.S4, V3.S4], (R7)
	MOVD (strips_dst+8)(R0), R7
	ADD R12, R7, R7
	ADD $(strips_factor+4), R0, R8
	VLD1R (R8), [V20.S4]
	WORD $0x6e34dc84 // fmul v4.4s, v4.4s, v20.4s
	WORD $0x6e34dca5 // fmul v5.4s, v5.4s, v20.4s
	WORD $0x6e34dcc6 // fmul v6.4s, v6.4s, v20.4s
	WORD $0x6e34dce7 // fmul v7.4s, v7.4s, v20.4s
	VST1 [V4.S4, V5.S4, V6.S4, V7.S4], (R7)
	MOVD (strips_dst+16)(R0), R7
	ADD R12, R7, R7
	ADD $(strips_factor+8), R0, R8
	VLD1R (R8), [V20.S4]
	WORD $0x6e34dd08 // fmul v8.4s, v8.4s, v20.4s
	WORD $0x6e34dd29 // fmul v9.4s, v9.4s, v20.4s
	WORD $0x6e34dd4a // fmul v10.4s, v10.4s, v20.4s
	WORD $0x6e34dd6b // fmul v11.4s, v11.4s, v20.4s
	VST1 [V8.S4, V9.S4, V10.S4, V11.S4], (R7)
	MOVD (strips_dst+24)(R0), R7
	ADD R12, R7, R7
	ADD $(strips_factor+12), R0, R8
	VLD1R (R8), [V20.S4]
	WORD $0x6e34dd8c // fmul v12.4s, v12.4s, v20.4s
	WORD $0x6e34ddad // fmul v13.4s, v13.4s, v20.4s
	WORD $0x6e34ddce // fmul v14.4s, v14.4s, v20.4s
	WORD $0x6e34ddef // fmul v15.4s, v15.4s, v20.4s
	VST1 [V12.S4, V13.S4, V14.S4, V15.S4], (R7)
	ADD $64, R12, R12
	CMP R11, R12
	BLT strip
	RET
