// The kernel's two passes in C, on an image of a market's memory: what the same arithmetic costs without WebAssembly.
// Transcribes sim/kernel/{threefry,math,wide,choice}.ts. Compile: gcc -O3 -ffp-contract=off (layout.h is made from layout.ts).
// Usage: kernel IMAGE TICKS → one line of JSON: nanoseconds of each pass and a digest of totals and memory.
#include <emmintrin.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "layout.h"

static uint8_t *M;
#define SLOT(k) (((int32_t *)(M + HEADER))[k])
#define COL(k) (M + SLOT(COLUMN + (k)))
#define F32(p, k) (((float *)(p))[k])
#define F64(p, k) (((double *)(p))[k])
#define I32(p, k) (((int32_t *)(p))[k])

// math.ts ---------------------------------------------------------------------------------------------------------------------------
static double bits_to_double(uint64_t b) { double d; memcpy(&d, &b, 8); return d; }
static uint64_t double_to_bits(double d) { uint64_t b; memcpy(&b, &d, 8); return b; }
static inline double exp_within(double x) {
  double shifted = x * 1.44269504088896338700 + 6755399441055744.0, k = shifted - 6755399441055744.0;
  double hi = x - k * 6.93147180369123816490e-1, lo = k * 1.90821492927058770002e-10, r = hi - lo, t = r * r;
  double c = r - t * ((((4.13813679705723846039e-8 * t + -1.65339022054652515390e-6) * t + 6.61375632143793436117e-5) * t + -2.77777777770155933842e-3) * t +
    1.66666666666666019037e-1);
  return (1.0 - (lo - (r * c) / (2.0 - c) - hi)) * bits_to_double((double_to_bits(shifted) + 1023) << 52);
}
static inline double log_within(double x) {
  uint64_t bits = double_to_bits(x);
  int32_t high = (int32_t)(bits >> 32);
  int k = (high >> 20) - 1023;
  high &= 0x000fffff;
  int32_t shift = (high + 0x95f64) & 0x100000;
  k += shift >> 20;
  double m = bits_to_double(((uint64_t)(uint32_t)(high | (shift ^ 0x3ff00000)) << 32) | (bits & 0xffffffff));
  double f = m - 1.0, s = f / (2.0 + f), z = s * s, w = z * z;
  double t1 = w * (3.999999999940941908e-1 + w * (2.222219843214978396e-1 + w * 1.531383769920937332e-1));
  double t2 = z * (6.666666666666735130e-1 + w * (2.857142874366239149e-1 + w * (1.818357216161805012e-1 + w * 1.479819860510658591e-1)));
  double half = 0.5 * f * f, dk = (double)k;
  return dk * 6.93147180369123816490e-1 - (half - (s * (half + (t1 + t2)) + dk * 1.90821492927058770002e-10) - f);
}
static double normal_quantile(double p) {
  double q = p - 0.5;
  if (fabs(q) <= 0.425) {
    double r = 0.180625 - q * q;
    return (q * (((((((2.5090809287301226727e3 * r + 3.3430575583588128105e4) * r + 6.7265770927008700853e4) * r + 4.5921953931549871457e4) * r +
      1.3731693765509461125e4) * r + 1.9715909503065514427e3) * r + 1.3314166789178437745e2) * r + 3.3871328727963666080)) /
      (((((((5.2264952788528545610e3 * r + 2.8729085735721942674e4) * r + 3.9307895800092710610e4) * r + 2.1213794301586595867e4) * r +
      5.3941960214247511077e3) * r + 6.8718700749205790830e2) * r + 4.2313330701600911252e1) * r + 1.0);
  }
  double r = sqrt(-log_within(q < 0 ? p : 1 - p)), z;
  if (r <= 5) {
    r -= 1.6;
    z = (((((((7.74545014278341407640e-4 * r + 2.27238449892691845833e-2) * r + 2.41780725177450611770e-1) * r + 1.27045825245236838258) * r +
      3.64784832476320460504) * r + 5.76949722146069140550) * r + 4.63033784615654529590) * r + 1.42343711074968357734) /
      (((((((1.05075007164441684324e-9 * r + 5.47593808499534494600e-4) * r + 1.51986665636164571966e-2) * r + 1.48103976427480074590e-1) * r +
      6.89767334985100004550e-1) * r + 1.67638483018380384940) * r + 2.05319162663775882187) * r + 1.0);
  } else {
    r -= 5;
    z = (((((((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r + 1.24266094738807843860e-3) * r + 2.65321895265761230930e-2) * r +
      2.96560571828504891230e-1) * r + 1.78482653991729133580) * r + 5.46378491116411436990) * r + 6.65790464350110377720) /
      (((((((2.04426310338993978564e-15 * r + 1.42151175831644588870e-7) * r + 1.84631831751005468180e-5) * r + 7.86869131145613259100e-4) * r +
      1.48753612908506148525e-2) * r + 1.36929880922735805310e-1) * r + 5.99832206555887937690e-1) * r + 1.0);
  }
  return q < 0 ? -z : z;
}
#define HALF_GRID 2.98023223876953125e-8
#define MOST_CENTS 2147483647.0
static int poisson_count(double rate, double u) {
  if (u >= rate) return 0;
  rate = rate < 600 ? rate : 600;
  double p = exp_within(-rate), tail = 1.0 - p;
  if (u >= tail) return 0;
  p *= rate;
  tail -= p;
  int k = 1;
  while (u < tail && k < 63) { k++; p = (p * rate) / (double)k; tail -= p; }
  return k;
}

static inline double whole(double x) { return (double)(int64_t)x; } // floor, for x ≥ 0

// threefry.ts -----------------------------------------------------------------------------------------------------------------------
static uint32_t S[9];
static void key_schedule(void) {
  uint32_t parity = 0x1bd11bda;
  for (int i = 0; i < 4; i++) { S[i] = S[i + 5] = (uint32_t)SLOT(KEY + i); parity ^= S[i]; }
  S[4] = parity;
  uint32_t added[5] = {S[4] + 1, S[0] + 2, S[1] + 3, S[2] + 4, S[3] + 5};
  for (int v = 0; v < 10; v++)
    for (int l = 0; l < 4; l++) ((uint32_t *)(M + KEYS))[4 * v + l] = v < 5 ? S[v] : added[v - 5];
}
#define TURN(x, k) _mm_or_si128(_mm_slli_epi32(x, k), _mm_srli_epi32(x, 32 - (k)))
#define MIX(r, a, b) \
  if (THREEFRY_ROUNDS > r) { \
    if (r & 1) { x0 = _mm_add_epi32(x0, x3); x3 = _mm_xor_si128(TURN(x3, a), x0); x2 = _mm_add_epi32(x2, x1); x1 = _mm_xor_si128(TURN(x1, b), x2); } \
    else { x0 = _mm_add_epi32(x0, x1); x1 = _mm_xor_si128(TURN(x1, a), x0); x2 = _mm_add_epi32(x2, x3); x3 = _mm_xor_si128(TURN(x3, b), x2); } \
  }
#define INJECT(a, b, c, d, n) \
  if (THREEFRY_ROUNDS >= 4 * n) { \
    x0 = _mm_add_epi32(x0, a); x1 = _mm_add_epi32(x1, b); x2 = _mm_add_epi32(x2, c); x3 = _mm_add_epi32(x3, _mm_add_epi32(d, _mm_set1_epi32(n))); \
  }
static inline void evaluate(__m128i x0, __m128i x1, __m128i x2, __m128i x3, uint8_t *out) {
  __m128i s0 = _mm_set1_epi32(S[0]), s1 = _mm_set1_epi32(S[1]), s2 = _mm_set1_epi32(S[2]), s3 = _mm_set1_epi32(S[3]), s4 = _mm_set1_epi32(S[4]);
  x0 = _mm_add_epi32(x0, s0); x1 = _mm_add_epi32(x1, s1); x2 = _mm_add_epi32(x2, s2); x3 = _mm_add_epi32(x3, s3);
  MIX(0, 10, 26) MIX(1, 11, 21) MIX(2, 13, 27) MIX(3, 23, 5) INJECT(s1, s2, s3, s4, 1)
  MIX(4, 6, 20) MIX(5, 17, 11) MIX(6, 25, 10) MIX(7, 18, 20) INJECT(s2, s3, s4, s0, 2)
  MIX(8, 10, 26) MIX(9, 11, 21) MIX(10, 13, 27) MIX(11, 23, 5) INJECT(s3, s4, s0, s1, 3)
  MIX(12, 6, 20) MIX(13, 17, 11) MIX(14, 25, 10) MIX(15, 18, 20) INJECT(s4, s0, s1, s2, 4)
  MIX(16, 10, 26) MIX(17, 11, 21) MIX(18, 13, 27) MIX(19, 23, 5) INJECT(s0, s1, s2, s3, 5)
  _mm_storeu_si128((__m128i *)out, x0); _mm_storeu_si128((__m128i *)(out + 64), x1);
  _mm_storeu_si128((__m128i *)(out + 128), x2); _mm_storeu_si128((__m128i *)(out + 192), x3);
}
static void words64(int first, int cell, int tick, int purpose, uint8_t *out) {
  for (int c = 0; c < 16; c += 4)
    evaluate(_mm_add_epi32(_mm_set1_epi32(first + c), _mm_setr_epi32(0, 1, 2, 3)), _mm_set1_epi32(cell), _mm_set1_epi32(tick), _mm_set1_epi32(purpose), out + c * 4);
}
static void words4(int own, int cell, int tick, const uint8_t *purposes, uint8_t *out) {
  evaluate(_mm_set1_epi32(own), _mm_set1_epi32(cell), _mm_set1_epi32(tick), _mm_loadu_si128((const __m128i *)purposes), out);
}
#define W ((uint32_t *)(M + WORDS))
#define ROTL(x, k) (((x) << (k)) | ((x) >> (32 - (k))))
#define MIX1(r, a, b) \
  if (THREEFRY_ROUNDS > r) { \
    if (r & 1) { x0 += x3; x3 = ROTL(x3, a) ^ x0; x2 += x1; x1 = ROTL(x1, b) ^ x2; } \
    else { x0 += x1; x1 = ROTL(x1, a) ^ x0; x2 += x3; x3 = ROTL(x3, b) ^ x2; } \
  }
#define INJECT1(a, b, c, d, n) \
  if (THREEFRY_ROUNDS >= 4 * n) { x0 += S[a]; x1 += S[b]; x2 += S[c]; x3 += S[d] + n; }
static void words(uint32_t c0, uint32_t c1, uint32_t c2, uint32_t c3) {
  uint32_t x0 = c0 + S[0], x1 = c1 + S[1], x2 = c2 + S[2], x3 = c3 + S[3];
  MIX1(0, 10, 26) MIX1(1, 11, 21) MIX1(2, 13, 27) MIX1(3, 23, 5) INJECT1(1, 2, 3, 4, 1)
  MIX1(4, 6, 20) MIX1(5, 17, 11) MIX1(6, 25, 10) MIX1(7, 18, 20) INJECT1(2, 3, 4, 0, 2)
  MIX1(8, 10, 26) MIX1(9, 11, 21) MIX1(10, 13, 27) MIX1(11, 23, 5) INJECT1(3, 4, 0, 1, 3)
  MIX1(12, 6, 20) MIX1(13, 17, 11) MIX1(14, 25, 10) MIX1(15, 18, 20) INJECT1(4, 0, 1, 2, 4)
  MIX1(16, 10, 26) MIX1(17, 11, 21) MIX1(18, 13, 27) MIX1(19, 23, 5) INJECT1(0, 1, 2, 3, 5)
  W[0] = x0; W[1] = x1; W[2] = x2; W[3] = x3;
}
static double uniform(uint32_t word) { return ((double)word + 0.5) * 2.3283064365386962890625e-10; }

// wide.ts ---------------------------------------------------------------------------------------------------------------------------
#define FS(x) _mm_set1_ps(x)
static __m128 pmax(__m128 a, __m128 b) { return _mm_max_ps(b, a); } // a < b ? b : a
static __m128 pmin(__m128 a, __m128 b) { return _mm_min_ps(b, a); } // b < a ? b : a
static __m128 fexp(__m128 x) {
  __m128 y = pmax(x, FS(-87.0f));
  __m128 shifted = _mm_add_ps(_mm_mul_ps(y, FS(1.44269504f)), FS(12582912.0f));
  __m128 n = _mm_sub_ps(shifted, FS(12582912.0f));
  __m128 r = _mm_sub_ps(_mm_sub_ps(y, _mm_mul_ps(n, FS(0.693359375f))), _mm_mul_ps(n, FS(-2.12194440e-4f)));
  __m128 r2 = _mm_mul_ps(r, r), high = _mm_add_ps(_mm_mul_ps(FS(1.9875691500e-4f), r), FS(1.3981999507e-3f)),
         middle = _mm_add_ps(_mm_mul_ps(FS(8.3334519073e-3f), r), FS(4.1665795894e-2f)), low = _mm_add_ps(_mm_mul_ps(FS(1.6666665459e-1f), r), FS(5.0000001201e-1f));
  __m128 p = _mm_add_ps(_mm_mul_ps(_mm_add_ps(_mm_mul_ps(_mm_add_ps(_mm_mul_ps(high, r2), middle), r2), low), r2), _mm_add_ps(r, FS(1.0f)));
  return _mm_mul_ps(p, _mm_castsi128_ps(_mm_add_epi32(_mm_slli_epi32(_mm_castps_si128(shifted), 23), _mm_set1_epi32(0x3f800000))));
}
static __m128 funiform(uint8_t *p) {
  return _mm_mul_ps(_mm_cvtepi32_ps(_mm_srli_epi32(_mm_loadu_si128((__m128i *)p), 8)), FS(5.9604644775390625e-8f));
}
static int bytes_set(uint8_t *p) {
  uint32_t four;
  memcpy(&four, p, 4);
  if (!four) return 0;
  __m128i w = _mm_unpacklo_epi16(_mm_unpacklo_epi8(_mm_cvtsi32_si128((int)four), _mm_setzero_si128()), _mm_setzero_si128());
  return 15 ^ _mm_movemask_ps(_mm_castsi128_ps(_mm_cmpeq_epi32(w, _mm_setzero_si128())));
}

#define GRID(word) ((float)(int32_t)((uint32_t)(word) >> 8) * 5.9604644775390625e-8f)
static int wide(void) {
  key_schedule();
  int cells = SLOT(CELLS), tick = SLOT(TICK), pushes = SLOT(PUSH_CHANNELS), queries = SLOT(QUERY_CHANNELS);
  uint8_t *needRate = COL(NEED_RATE), *goodwill = COL(GOODWILL), *irritation = COL(IRRITATION), *intent = COL(INTENT), *stock = COL(STOCK),
          *pages = COL(PAGE_VIEWS), *treatment = COL(TREATMENT);
  double goodwillRef = F64(M + SLOT(GLOBAL_PTR), GOODWILL_REF);
  uint8_t *scratch = M + SLOT(SCRATCH_PTR), *needWords = scratch, *visitWords = scratch + 256, *queryWords = scratch + 512, *pushWords = scratch + 1536;
  uint8_t *sums = scratch + 3584, *rates = scratch + 3712, *visitRates = scratch + 3968, *responses = scratch + 4224, *exposed = scratch + 4480, *entry = M + SLOT(LIST_PTR), *firstEntry = entry;
  __m128 notNumber = _mm_setzero_ps();
  for (int cell = 0; cell < cells; cell++) {
    uint8_t *ints = M + SLOT(CELL_INT_PTR) + cell * CELL_INT_SLOTS * 4, *w = M + SLOT(CELL_WIDE_PTR) + cell * CELL_WIDE_SLOTS * 4;
    int start = I32(ints, CELL_START), size = I32(ints, CELL_COUNT);
    __m128 needScale = FS(F32(w, NEED_SCALE)), pantry = FS(-F32(w, PANTRY)), consumption = FS(F32(w, CONSUMPTION)), goodwillDecay = FS(F32(w, GOODWILL_DECAY)),
           goodwillMax = FS(F32(w, GOODWILL_MAX)), perMax = FS(1.0f / F32(w, GOODWILL_MAX)), irritationDecay = FS(F32(w, IRRITATION_DECAY)),
           irritationEffect = FS(F32(w, IRRITATION_EFFECT)), intentDecay = FS(F32(w, INTENT_DECAY)), pageDecay = FS(F32(w, PAGE_DECAY)),
           directVisits = FS(F32(w, DIRECT_VISITS)), one = FS(1.0f), zero = _mm_setzero_ps();
    uint8_t *push = M + SLOT(PUSH_PTR) + cell * pushes * PUSH_SLOTS * 4, *thresholds = M + SLOT(THRESHOLD_PTR) + cell * pushes * MAX_COUNT * 4;
    uint8_t *query = M + SLOT(QUERY_PTR) + cell * queries * QUERY_SLOTS * 8, *total = M + SLOT(TOTAL_PTR) + cell * TOTAL_SLOTS * 8;
    double needSum = 0, brandNeedSum = 0;
    memset(sums, 0, 128);
    for (int a0 = 0; a0 < size; a0 += 64) {
      int first = a0 >> 2;
      words64(first, cell, tick, DRAW_NEED, needWords);
      words64(first, cell, tick, DRAW_VISIT, visitWords);
      for (int q = 0; q < queries; q++) words64(first, cell, tick, DRAW_QUERY + q, queryWords + (q << 8));
      for (int p = 0; p < pushes; p++)
        if (I32(push + (p << 4), PUSH_THRESHOLDS) > 0) words64(first, cell, tick, DRAW_PUSH + p, pushWords + (p << 8));
      uint64_t some64 = 0;
      int rest = size - a0 < 64 ? size - a0 : 64;
      for (int lane = 0; lane < rest; lane += 4) {
        int offset = lane << 2, i = start + a0 + lane;
        size_t at = (size_t)i << 2;
        __m128i valid = _mm_cmpgt_epi32(_mm_set1_epi32(rest), _mm_add_epi32(_mm_set1_epi32(lane), _mm_setr_epi32(0, 1, 2, 3)));
        __m128 gain = zero, annoyance = zero, clicks = zero;
        for (int p = 0; p < pushes; p++) {
          uint8_t *channel = push + (p << 4);
          int steps = I32(channel, PUSH_THRESHOLDS);
          __m128i exposures = _mm_setzero_si128();
          if (steps > 0) {
            __m128i word = _mm_xor_si128(_mm_loadu_si128((__m128i *)(pushWords + (p << 8) + offset)), _mm_set1_epi32((int)0x80000000));
            int32_t *t = (int32_t *)(thresholds + p * MAX_COUNT * 4), *end = t + steps, *usual = t + (steps < USUAL_COUNT ? steps : USUAL_COUNT);
            __m128i above = word;
            for (; t < usual; t++) {
              above = _mm_cmpgt_epi32(word, _mm_set1_epi32(*t));
              exposures = _mm_sub_epi32(exposures, above);
            }
            if (t < end && _mm_movemask_ps(_mm_castsi128_ps(above)))
              for (; t < end; t++) exposures = _mm_sub_epi32(exposures, _mm_cmpgt_epi32(word, _mm_set1_epi32(*t)));
            exposures = _mm_and_si128(exposures, valid);
            __m128 e = _mm_cvtepi32_ps(exposures);
            gain = _mm_add_ps(gain, _mm_mul_ps(e, FS(F32(channel, PUSH_GAIN))));
            annoyance = _mm_add_ps(annoyance, _mm_mul_ps(e, FS(F32(channel, PUSH_IRRITATION))));
            clicks = _mm_add_ps(clicks, _mm_mul_ps(e, FS(F32(channel, PUSH_CLICK))));
            __m128i *sum = (__m128i *)(sums + (p << 4));
            _mm_storeu_si128(sum, _mm_add_epi32(_mm_loadu_si128(sum), exposures));
          }
          _mm_storeu_si128((__m128i *)(exposed + (p << 8) + offset), exposures);
        }
        __m128 f0 = _mm_mul_ps(_mm_loadu_ps((float *)(irritation + at)), irritationDecay);
        __m128 response = pmax(_mm_sub_ps(one, _mm_mul_ps(irritationEffect, f0)), zero);
        __m128 a1 = _mm_mul_ps(_mm_loadu_ps((float *)(goodwill + at)), goodwillDecay);
        __m128 a2 = pmin(_mm_add_ps(a1, _mm_mul_ps(_mm_mul_ps(gain, response), pmax(_mm_sub_ps(one, _mm_mul_ps(a1, perMax)), zero))), goodwillMax);
        __m128 f1 = _mm_add_ps(f0, annoyance);
        __m128 v1 = _mm_mul_ps(_mm_loadu_ps((float *)(intent + at)), intentDecay);
        __m128 g1 = _mm_mul_ps(_mm_loadu_ps((float *)(pages + at)), pageDecay);
        __m128 lambda = _mm_loadu_ps((float *)(needRate + at));
        __m128 s1 = pmax(_mm_sub_ps(_mm_loadu_ps((float *)(stock + at)), _mm_mul_ps(lambda, consumption)), zero);
        _mm_storeu_ps((float *)(goodwill + at), a2);
        _mm_storeu_ps((float *)(irritation + at), f1);
        _mm_storeu_ps((float *)(intent + at), v1);
        _mm_storeu_ps((float *)(pages + at), g1);
        _mm_storeu_ps((float *)(stock + at), s1);
        __m128 rate = _mm_mul_ps(_mm_mul_ps(lambda, fexp(_mm_mul_ps(pantry, s1))), needScale);
        __m128 visitRate = _mm_add_ps(directVisits, _mm_mul_ps(response, clicks));
        __m128 sum = _mm_add_ps(_mm_add_ps(a2, f1), _mm_add_ps(_mm_add_ps(v1, g1), _mm_add_ps(rate, visitRate)));
        notNumber = _mm_or_ps(notNumber, _mm_cmpneq_ps(sum, sum));
        __m128 uNeed = funiform(needWords + offset), uVisit = funiform(visitWords + offset);
        __m128 some = _mm_or_ps(_mm_cmplt_ps(uNeed, rate), _mm_cmplt_ps(uVisit, visitRate));
        for (int q = 0; q < queries; q++) {
          __m128i word = _mm_xor_si128(_mm_loadu_si128((__m128i *)(queryWords + (q << 8) + offset)), _mm_set1_epi32((int)0x80000000));
          some = _mm_or_ps(some, _mm_castsi128_ps(_mm_cmpgt_epi32(_mm_set1_epi32(I32(query + (q << 6), 2 * QUERY_LIMIT)), word)));
        }
        int set = (_mm_movemask_ps(some) | bytes_set(treatment + i)) & _mm_movemask_ps(_mm_castsi128_ps(valid));
        some64 |= (uint64_t)set << lane;
        _mm_storeu_ps((float *)(rates + offset), rate);
        _mm_storeu_ps((float *)(visitRates + offset), visitRate);
        _mm_storeu_ps((float *)(responses + offset), response);
      }
      while (some64) {
        int a = __builtin_ctzll(some64), id = start + a0 + a;
        some64 &= some64 - 1;
        float rate = F32(rates, a), u = GRID(I32(needWords, a));
        int needs = u < rate ? poisson_count((double)rate, (double)u + HALF_GRID) : 0;
        I32(entry + ENTRY_ID, 0) = id;
        I32(entry + ENTRY_CELL, 0) = cell;
        I32(entry + ENTRY_NEEDS, 0) = needs;
        F32(entry + ENTRY_NEED_RATE, 0) = rate;
        F32(entry + ENTRY_VISIT_RATE, 0) = F32(visitRates, a);
        F32(entry + ENTRY_VISIT, 0) = GRID(I32(visitWords, a));
        F32(entry + ENTRY_RESPONSE, 0) = F32(responses, a);
        for (int q = 0; q < queries; q++) F32(entry + ENTRY_QUERY, q) = GRID(I32(queryWords + (q << 8), a));
        for (int p = 0; p < pushes; p++) entry[ENTRY_EXPOSURES + p] = (uint8_t)I32(exposed + (p << 8), a);
        entry += ENTRY_BYTES;
        if (needs > 0) {
          double known = (double)F32(goodwill, id);
          needSum += (double)needs;
          brandNeedSum += ((double)needs * known) / (known + goodwillRef);
        }
      }
    }
    F64(total, NEEDS) = needSum;
    F64(total, BRAND_NEEDS) = brandNeedSum;
    for (int p = 0; p < pushes; p++) {
      int sum = 0;
      for (int l = 0; l < 4; l++) sum += I32(sums + (p << 4), l);
      F64(total, EXPOSURES + SLOT(PUSH_SOURCE + p)) = (double)sum;
    }
  }
  int length = (int)((entry - firstEntry) / ENTRY_BYTES);
  SLOT(LIST_LENGTH) = length;
  return _mm_movemask_ps(notNumber) ? -1 : length;
}

static inline __m128 fln(__m128 x) {
  __m128i shifted = _mm_add_epi32(_mm_castps_si128(x), _mm_set1_epi32(0x3f800000 - 0x3f3504f3));
  __m128 k = _mm_cvtepi32_ps(_mm_sub_epi32(_mm_srli_epi32(shifted, 23), _mm_set1_epi32(127)));
  __m128 f = _mm_sub_ps(_mm_castsi128_ps(_mm_add_epi32(_mm_and_si128(shifted, _mm_set1_epi32(0x007fffff)), _mm_set1_epi32(0x3f3504f3))), FS(1.0f));
  __m128 s = _mm_div_ps(f, _mm_add_ps(FS(2.0f), f)), z = _mm_mul_ps(s, s), w = _mm_mul_ps(z, z);
  __m128 t1 = _mm_mul_ps(w, _mm_add_ps(FS(0.40000972152f), _mm_mul_ps(w, FS(0.24279078841f))));
  __m128 t2 = _mm_mul_ps(z, _mm_add_ps(FS(0.66666662693f), _mm_mul_ps(w, FS(0.28498786688f))));
  __m128 half = _mm_mul_ps(_mm_mul_ps(FS(0.5f), f), f);
  __m128 tail = _mm_add_ps(_mm_mul_ps(s, _mm_add_ps(half, _mm_add_ps(t1, t2))), _mm_mul_ps(k, FS(9.0580006145e-6f)));
  return _mm_add_ps(_mm_add_ps(_mm_sub_ps(tail, half), f), _mm_mul_ps(k, FS(6.9313812256e-1f)));
}
static inline void gumbel4(uint8_t *words, uint8_t *out) {
  __m128 u = _mm_mul_ps(_mm_add_ps(_mm_cvtepi32_ps(_mm_srli_epi32(_mm_loadu_si128((__m128i *)words), 9)), FS(0.5f)), FS(1.1920928955078125e-7f));
  __m128 e = _mm_sub_ps(_mm_setzero_ps(), fln(u));
  _mm_storeu_ps((float *)out, _mm_sub_ps(_mm_setzero_ps(), fln(e)));
}
#define PURCHASE_WORD(k) (((uint32_t *)(M + OCCASION + 128))[k])
#define CONSIDER_WORD(k) (((uint32_t *)(M + OCCASION + 192))[k])
#define NOISE(k) ((double)((float *)(M + OCCASION_NOISE))[k])

// trust.ts ----------------------------------------------------------------------------------------------------------------------------
static inline double within(double x) { return x < 0 ? 0 : x > 1 ? 1 : x; }
static inline double recovered(double stored, double recovery, int ticks) {
  double x = recovery * (double)ticks;
  return stored == 0 ? 0 : stored * exp_within(x < 600 ? -x : -600);
}
static double moved(double deviation, double base, uint8_t *g, uint8_t *t, double annoyed, int agreed, int opened, uint32_t disclosureWord) {
  double level = within(base + deviation), to = deviation - F64(g, INTRUSION) * F64(t, PERSONAL) * (1 - level) - F64(g, TRUST_IRRITATION) * annoyed;
  if (!agreed) to -= F64(g, BREACH);
  double openness = F64(t, DISCLOSURE);
  if (opened && openness > 0) {
    if (uniform(disclosureWord) < F64(g, ALARM) * (1 - level)) to -= F64(g, REPELS) * openness;
    else to += F64(g, REASSURES) * openness * (1 - level);
  }
  return within(base + to) - base;
}
static uint32_t asked(uint32_t bits, double level, double asks, double withdraws, int own, int cell, int tick) {
  words(own, cell, tick, DRAW_CONSENT);
  for (int k = 0; k < 5; k++) {
    double u = ((double)((W[k >> 1] >> ((k & 1) << 4)) & 0xffff) + 0.5) / 65536;
    uint32_t bit = 1u << k;
    if (bits & bit) { if (u < withdraws * (1 - level)) bits &= ~bit; }
    else if (u < asks * level) bits |= bit;
  }
  return bits;
}

// choice.ts -------------------------------------------------------------------------------------------------------------------------
static double fmin2(double a, double b) { return a < b ? a : b; }
static double fmax2(double a, double b) { return a > b ? a : b; }
static void touch(size_t i, int source, int day) {
  uint8_t *head = COL(TOUCH_HEAD) + i;
  ((uint16_t *)(COL(TOUCHES) + (i << 4)))[*head] = (uint16_t)((source << 12) | (day & 4095));
  *head = (*head + 1) & 7;
}
static int choice(int from) {
  int length = SLOT(LIST_LENGTH), tick = SLOT(TICK), brands = SLOT(BRANDS), pushes = SLOT(PUSH_CHANNELS), queries = SLOT(QUERY_CHANNELS);
  uint8_t *g = M + SLOT(GLOBAL_PTR), *brandPtr = M + SLOT(BRAND_PTR), *treatments = M + SLOT(TREATMENT_PTR);
  double goodwillRef = F64(g, GOODWILL_REF), gamma = F64(g, GAMMA), inertia = F64(g, INERTIA), omega = F64(g, OMEGA), psi = F64(g, PSI),
         consideration = F64(g, CONSIDERATION), reconsider = F64(g, RECONSIDER), priceSwitch = F64(g, PRICE_SWITCH), logFloor = F64(g, LOG_PRICE_FLOOR),
         unitCost = F64(g, UNIT_COST_CENTS);
  int day = (int)F64(g, DAY), newAfter = (int)F64(g, NEW_AFTER), capacity = SLOT(EVENT_CAPACITY) - 64, eventCount = 0, at = from;
  uint8_t *events = M + SLOT(EVENT_PTR);
  for (; at < length && eventCount < capacity; at++) {
    uint8_t *entry = M + SLOT(LIST_PTR) + (size_t)at * ENTRY_BYTES;
    size_t i = (uint32_t)I32(entry + ENTRY_ID, 0);
    int cell = I32(entry + ENTRY_CELL, 0), needs = I32(entry + ENTRY_NEEDS, 0);
    double response = F32(entry + ENTRY_RESPONSE, 0);
    uint8_t *attraction = COL(ATTRACTION) + i * ((size_t)(brands + 1) << 2);
    double none = F32(attraction, brands);
    uint8_t *wide = M + SLOT(CELL_WIDE_PTR) + cell * CELL_WIDE_SLOTS * 4, *rare = M + SLOT(CELL_RARE_PTR) + cell * CELL_RARE_SLOTS * 8,
            *total = M + SLOT(TOTAL_PTR) + cell * TOTAL_SLOTS * 8;
    int own = (int)i - I32(M + SLOT(CELL_INT_PTR) + cell * CELL_INT_SLOTS * 4, CELL_START);
    double goodwillMax = F32(wide, GOODWILL_MAX), a = F32(COL(GOODWILL), i), v = F32(COL(INTENT), i);
    double earlierA = a, earlierV = v;
    uint32_t flags = COL(FLAGS)[i];
    int treatment = COL(TREATMENT)[i], extra = 0, opened = 0;
    uint8_t *t = treatments + treatment * TREATMENT_SLOTS * 8;
    double messageVisits = 0;
    double earlierTrust = 0;
    if (treatment) {
      words(own, cell, tick, DRAW_MESSAGE);
      double effect = F64(t, TALKS) != 0 ? 1 : F64(rare, MESSAGE_EFFECT), annoyed = F32(COL(IRRITATION), i), base = F64(rare, TRUST_BASE);
      double deviation = recovered((double)F32(COL(TRUST), i), F64(g, TRUST_RECOVERY), tick - I32(COL(LAST_CONTACT), i));
      earlierTrust = deviation;
      int agreed = (flags & SUBSCRIBED) != 0;
      double hastens = uniform(W[2]);
      uint32_t disclosureWord = W[3];
      F64(total, EXPOSURES + (int)F64(t, TREATMENT_SOURCE)) += 1;
      opened = uniform(W[0]) < F64(t, OPEN) * effect * response * (1 + F64(g, TRUST_RESPONSE) * deviation);
      if (uniform(W[1]) < F64(t, UNSUBSCRIBE) * (1 + F64(g, UNSUBSCRIBE_IRRITATION) * annoyed)) {
        flags &= ~SUBSCRIBED;
        F64(total, UNSUBSCRIBED) += 1;
      }
      double gain = F64(t, TREATMENT_GAIN), intent = F64(t, TREATMENT_INTENT), mood = annoyed, irritates = F64(t, TREATMENT_IRRITATION);
      if (opened && F64(t, TALKS) != 0) {
        words(own, cell, tick, DRAW_CONVERSATION);
        int ready = v >= F64(g, LEAD_THRESHOLD), sells = uniform(W[0]) < F64(t, SKILL_INTENT) ? ready : !ready;
        if (sells) gain = 0; else intent = 0;
        if (sells && !ready) irritates += F64(t, HARM);
        if (uniform(W[1]) < F64(t, SKILL_MOOD)) mood *= 1 - F64(t, SOOTHE);
        else irritates += F64(t, HARM) * annoyed;
      }
      if (opened) {
        F64(total, OPENS) += 1;
        extra = poisson_count((double)F32(entry + ENTRY_NEED_RATE, 0) * F64(t, ACCELERATION) * (1 - F64(t, SEND_AT)), hastens);
        messageVisits = F64(t, TREATMENT_VISITS);
        a = fmin2(goodwillMax, a + gain * fmax2(0, 1 - a / goodwillMax));
        v = fmin2(F64(g, INTENT_MAX), v + intent);
        flags |= EVENT;
      }
      F32(COL(IRRITATION), i) = (float)(mood + irritates);
      F32(COL(TRUST), i) = (float)moved(deviation, base, g, t, annoyed, agreed, opened, disclosureWord);
      double asks = opened ? F64(t, CONSENT_VALUE) : 0;
      if (asks > 0 || F64(g, WITHDRAWS) > 0) {
        uint32_t held = COL(CONSENT)[i], now = asked(held, fmin2(1, fmax2(0, base + (double)F32(COL(TRUST), i))), asks, F64(g, WITHDRAWS), own, cell, tick);
        F64(total, CONSENTS) += (double)__builtin_popcount(now) - (double)__builtin_popcount(held);
        COL(CONSENT)[i] = (uint8_t)now;
      }
      I32(COL(LAST_CONTACT), i) = tick;
      COL(TREATMENT)[i] = 0;
    }
    double queryClicks = 0, clicked[4] = {0, 0, 0, 0};
    uint8_t *query = M + SLOT(QUERY_PTR) + cell * queries * QUERY_SLOTS * 8;
    for (int q = 0; q < queries; q++) {
      uint8_t *c = query + q * QUERY_SLOTS * 8;
      double rate = (F64(c, QUERY_BASE) + (double)needs * (F64(c, QUERY_NEED) + (F64(c, QUERY_BRAND) * a) / (a + goodwillRef))) * F64(c, QUERY_WIN);
      int shown = poisson_count(rate, (double)F32(entry + ENTRY_QUERY, q) + HALF_GRID);
      if (!shown) continue;
      F64(total, EXPOSURES + SLOT(QUERY_SOURCE + q)) += (double)shown;
      a = fmin2(goodwillMax, a + (double)shown * F64(c, QUERY_GAIN) * response * fmax2(0, 1 - a / goodwillMax));
      double annoyed = F32(COL(IRRITATION), i);
      F32(COL(IRRITATION), i) = (float)(annoyed + (double)shown * F64(c, QUERY_IRRITATION));
      clicked[q] = response * (double)shown * F64(c, QUERY_CLICK);
      queryClicks += clicked[q];
    }
    double visitRate = (double)F32(entry + ENTRY_VISIT_RATE, 0) + queryClicks + messageVisits;
    int visits = poisson_count(visitRate, (double)F32(entry + ENTRY_VISIT, 0) + HALF_GRID);
    if (visits > 0) {
      uint8_t *push = M + SLOT(PUSH_PTR) + cell * pushes * PUSH_SLOTS * 4;
      for (int k = 0; k < visits; k++) {
        if (!(k & 3)) words(own, cell, tick, DRAW_SOURCE + ((k >> 2) << 8));
        double x = uniform(W[k & 3]) * visitRate - (double)F32(wide, DIRECT_VISITS);
        int source = 0;
        if (x > 0 && messageVisits > 0) { source = (int)F64(t, TREATMENT_SOURCE); x -= messageVisits; }
        for (int q = 0; x > 0 && q < queries; q++)
          if (clicked[q] > 0) { source = SLOT(QUERY_SOURCE + q); x -= clicked[q]; }
        for (int p = 0; x > 0 && p < pushes; p++) {
          uint8_t e = entry[ENTRY_EXPOSURES + p];
          float click = F32(push + (p << 4), PUSH_CLICK);
          if (e > 0 && click > 0) { source = SLOT(PUSH_SOURCE + p); x -= response * (double)e * (double)click; }
        }
        F64(total, VISITS + source) += 1;
        if (source) touch(i, source, day);
      }
      float *pages = &F32(COL(PAGE_VIEWS), i);
      *pages = (float)((double)*pages + (double)visits * F64(g, PAGES_PER_VISIT));
      v = fmin2(F64(g, INTENT_MAX), v + (double)visits * F64(g, VISIT_INTENT));
      I32(COL(LAST_VISIT), i) = tick;
      flags |= EVENT;
      if (!(flags & LEAD) && v >= F64(g, LEAD_THRESHOLD)) { flags |= LEAD; F64(total, LEADS) += 1; }
    }
    int stay = needs;
    needs = needs + extra < 63 ? needs + extra : 63;
    uint8_t *cellBrand = M + SLOT(CELL_BRAND_PTR) + cell * brands * CELL_BRAND_SLOTS * 8;
    int discountLeft = opened && F64(t, DISCOUNT) > 0;
    double trust = 0;
    if (needs > 0 && F64(g, TRUST_UTILITY) != 0)
      trust = recovered((double)F32(COL(TRUST), i), F64(g, TRUST_RECOVERY), tick - I32(COL(LAST_CONTACT), i));
    if (!treatment) earlierTrust = trust;
    for (int n = 0; n < needs; n++) {
      double beta = F32(COL(PRICE_SENSITIVITY), i);
      int owner = COL(OWNER)[i], lapsed = COL(LAPSED)[i];
      for (int l = 0; l < 4; l++) I32(M + OCCASION_PURPOSES, l) = DRAW_OCCASION + (n << 10) + (l << 8);
      words4(own, cell, tick, M + OCCASION_PURPOSES, M + OCCASION);
      gumbel4(M + OCCASION, M + OCCASION_NOISE);
      if (brands > 3) gumbel4(M + OCCASION + 64, M + OCCASION_NOISE + 16);
      double sendAt = F64(t, SEND_AT), time = n < stay ? uniform(PURCHASE_WORD(0)) : sendAt + (1 - sendAt) * uniform(PURCHASE_WORD(0));
      int after = time >= priceSwitch, heard = time >= sendAt, couponed = discountLeft && heard, considered = 0, known = 0;
      double aNow = heard ? a : earlierA, vNow = heard ? v : earlierV, trustNow = heard ? trust : earlierTrust;
      int inStore = uniform(CONSIDER_WORD(1)) < F64(rare, STORE_SHARE), late = time >= F64(g, SHELF_EMPTY);
      for (int b = 0; b < brands; b++) {
        int bit = 1 << b;
        double chance = F64(cellBrand + b * CELL_BRAND_SLOTS * 8, CONSIDERED);
        int asked = (lapsed & bit) || (b && chance < 1 && owner != b);
        if (asked && known != b >> 1) {
          known = b >> 1;
          words(own, cell, tick, DRAW_CONSIDER + (n << 10) + (known << 8));
          for (int k = 0; k < 4; k++) CONSIDER_WORD(k) = W[k];
        }
        if (lapsed & bit) {
          if (uniform(CONSIDER_WORD((b & 1) << 1)) >= reconsider) continue;
          lapsed &= ~bit;
        }
        if (owner != b && (b == 0 ? aNow < consideration : chance < 1 && uniform(CONSIDER_WORD(((b & 1) << 1) + 1)) >= chance)) continue;
        considered |= bit;
      }
      int best = -1, alternatives = brands > 3 ? 8 : 4;
      double stayAway = none + F64(rare, NONE_UTILITY), bestScore = stayAway + NOISE(0);
      float greatest = (float)fmax2(-1e30, stayAway), *utilities = (float *)(M + OCCASION_UTILITY), *odds = (float *)(M + OCCASION_ODDS);
      utilities[0] = greatest;
      for (int b = 0; b < alternatives - 1; b++) {
        if (!(considered & (1 << b))) { utilities[b + 1] = -1e30f; continue; }
        uint8_t *brand = brandPtr + b * BRAND_SLOTS * 8, *cellB = cellBrand + b * CELL_BRAND_SLOTS * 8;
        double logPrice = F64(brand, after ? LOG_PRICE_AFTER : LOG_PRICE);
        if (b == 0 && couponed) logPrice = fmax2(logFloor, logPrice + log_within(1 - F64(t, DISCOUNT)));
        double utility = (double)F32(attraction, b) - beta * logPrice;
        if (b == 0) {
          utility += gamma * log_within(1 + aNow / goodwillRef) + psi * vNow + F64(g, TRUST_UTILITY) * trustNow;
          if (late) utility -= F64(g, WAIT);
        } else utility += F64(cellB, GOODWILL_UTILITY);
        if (inStore) utility += F64(cellB, STORE_UTILITY);
        if (owner == b) utility += inertia + omega * (double)F32(COL(SATISFACTION), i);
        double score = utility + NOISE(b + 1);
        if (score != score) return -1;
        float u = (float)fmax2(-1e30, utility);
        utilities[b + 1] = u;
        greatest = greatest < u ? u : greatest;
        if (score > bestScore) { bestScore = score; best = b; }
      }
      if (considered & 1) {
        for (int k = 0; k < alternatives; k += 4) _mm_storeu_ps(odds + k, fexp(_mm_sub_ps(_mm_loadu_ps(utilities + k), FS(greatest))));
        double sum = 0, meanCents = F64(rare, UNITS_MEAN) * F64(brandPtr, after ? PRICE_CENTS_AFTER : PRICE_CENTS);
        for (int k = 0; k < alternatives; k++) sum += (double)odds[k];
        double chance = (double)odds[1] / sum;
        F64(total, EXPECTED_ORDERS) += chance;
        F64(total, EXPECTED_CENTS) += chance * (meanCents - (couponed ? fmin2(F64(t, DISCOUNT_CAP), meanCents * F64(t, DISCOUNT)) : 0));
        F64(total, EXPECTED_GOODS) += chance * F64(rare, UNITS_MEAN) * unitCost;
      }
      if (best < 0) { COL(LAPSED)[i] = (uint8_t)lapsed; continue; }
      uint8_t *brand = brandPtr + best * BRAND_SLOTS * 8;
      double units = exp_within(F64(rare, UNITS_MU) + F64(rare, UNITS_SIGMA) * normal_quantile(uniform(PURCHASE_WORD(1))));
      double listCents = fmin2(MOST_CENTS, whole(units * F64(brand, after ? PRICE_CENTS_AFTER : PRICE_CENTS) + 0.5)), discountCents = 0;
      F32(COL(STOCK), i) = (float)((double)F32(COL(STOCK), i) + units);
      if (best == 0) {
        if (couponed) { discountCents = fmin2(F64(t, DISCOUNT_CAP), whole(listCents * F64(t, DISCOUNT))); discountLeft = 0; }
        uint8_t *event = events + (size_t)eventCount++ * EVENT_SLOTS * 4;
        int last = I32(COL(LAST_PURCHASE), i);
        I32(event, EVENT_ID) = (int)i;
        I32(event, EVENT_LIST_CENTS) = (int)listCents;
        I32(event, EVENT_DISCOUNT_CENTS) = (int)discountCents;
        I32(event, EVENT_COST_CENTS) = (int)fmin2(MOST_CENTS, whole(units * unitCost + 0.5));
        I32(event, EVENT_NEW) = last == NEVER || tick - last >= newAfter;
        I32(event, EVENT_TREATMENT) = couponed ? treatment : 0;
        I32(event, EVENT_STORE) = inStore;
        I32(event, EVENT_LATE) = late;
        F64(total, UNITS) += units;
        if (late) F64(total, LATE_ORDERS) += 1;
        if (inStore) {
          F64(total, STORE_ORDERS) += 1;
          I32(COL(STORE_PURCHASES), i) += 1;
          I32(COL(STORE_SPEND), i) = (int)fmin2(MOST_CENTS, (double)I32(COL(STORE_SPEND), i) + listCents - discountCents);
          I32(COL(LAST_STORE_PURCHASE), i) = tick;
        } else {
          I32(COL(LAST_ONLINE_PURCHASE), i) = tick;
          if (F64(g, SUBSCRIBES) > 0 && !(flags & SUBSCRIBED)) {
            words(own, cell, tick, DRAW_SUBSCRIBE + (n << 8));
            if (uniform(W[0]) < F64(g, SUBSCRIBES)) { flags |= SUBSCRIBED; F64(total, RESUBSCRIBED) += 1; }
          }
        }
        I32(COL(PURCHASES), i) += 1;
        I32(COL(SPEND), i) = (int)fmin2(MOST_CENTS, (double)I32(COL(SPEND), i) + listCents - discountCents);
        I32(COL(LAST_PURCHASE), i) = tick;
        v = 0;
        earlierV = 0;
        flags |= EVENT;
      }
      F64(total, ORDERS + best) += 1;
      F64(total, CENTS + best) += listCents - discountCents;
      double before = F32(COL(SATISFACTION), i);
      if (owner != NO_BRAND && before >= F64(g, ADVOCACY)) F64(total, ADVOCATES + owner) -= 1;
      double q = owner == best ? before : 0, x = owner == best ? (double)F32(COL(EXPECTATION), i) : 0;
      double delivered = best == 0 && late ? F64(brand, QUALITY) - F64(g, LATE) : F64(brand, QUALITY);
      double surprise = delivered + F64(g, EXPERIENCE_NOISE) * normal_quantile(uniform(PURCHASE_WORD(2))) - x;
      q += F64(g, SATISFACTION_LEARNING) * surprise;
      x += F64(g, EXPECTATION_LEARNING) * surprise;
      owner = best;
      if (F64(g, ONCE) != 0) { F32(COL(NEED_RATE), i) = 0; n = needs; }
      else if (uniform(PURCHASE_WORD(3)) < (double)F32(COL(DEFECTION), i) * exp_within(fmin2(700, fmax2(-700, -F64(g, DEFECTION_SCALE) * q)))) {
        if (F64(g, DEFECTS_FROM_CATEGORY) != 0) { F32(COL(NEED_RATE), i) = 0; n = needs; } else lapsed |= 1 << best;
        owner = NO_BRAND; q = 0; x = 0;
      }
      if (owner != NO_BRAND && (double)(float)q >= F64(g, ADVOCACY)) F64(total, ADVOCATES + owner) += 1;
      F32(COL(SATISFACTION), i) = (float)q;
      F32(COL(EXPECTATION), i) = (float)x;
      COL(OWNER)[i] = (uint8_t)owner;
      COL(LAPSED)[i] = (uint8_t)lapsed;
    }
    F32(COL(GOODWILL), i) = (float)a;
    F32(COL(INTENT), i) = (float)v;
    COL(FLAGS)[i] = (uint8_t)flags;
  }
  SLOT(EVENT_LENGTH) = eventCount;
  return at;
}

static double seconds(void) { struct timespec t; clock_gettime(CLOCK_MONOTONIC, &t); return t.tv_sec + t.tv_nsec * 1e-9; }

int main(int argc, char **argv) {
  if (argc < 3) return 2;
  FILE *f = fopen(argv[1], "rb");
  if (!f) return 2;
  fseek(f, 0, SEEK_END);
  long size = ftell(f);
  rewind(f);
  M = aligned_alloc(64, (size + 63) / 64 * 64);
  if (!M || fread(M, 1, size, f) != (size_t)size) return 2;
  fclose(f);
  int ticks = atoi(argv[2]);
  uint32_t hash = 0x811c9dc5;
  double wideTime = 0, choiceTime = 0;
  int bytes = SLOT(CELLS) * TOTAL_SLOTS * 8;
  for (int k = 0; k < ticks; k++) {
    memset(M + SLOT(TOTAL_PTR), 0, bytes);
    double t0 = seconds();
    int length = wide();
    double t1 = seconds();
    for (int from = 0; from >= 0 && from < length;) from = choice(from);
    double t2 = seconds();
    wideTime += t1 - t0;
    choiceTime += t2 - t1;
    for (int b = 0; b < bytes; b++) hash = (hash ^ M[SLOT(TOTAL_PTR) + b]) * 16777619u;
    SLOT(TICK)++;
  }
  for (long b = HEADER; b < SLOT(SCRATCH_PTR); b++) hash = (hash ^ M[b]) * 16777619u;
  printf("{\"wide\":%.0f,\"choice\":%.0f,\"digest\":%u}\n", wideTime * 1e9, choiceTime * 1e9, hash);
  return 0;
}
