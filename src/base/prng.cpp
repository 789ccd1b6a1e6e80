#include "base/prng.hpp"

namespace sivo {
namespace {

struct Product {
  uint64_t high;
  uint64_t low;
};

// 64 x 64 -> 128 bits in halves: standard C++ has no 128-bit integer.
constexpr Product multiply(uint64_t a, uint64_t b) {
  const uint64_t a_low = a & 0xffffffffU;
  const uint64_t a_high = a >> 32;
  const uint64_t b_low = b & 0xffffffffU;
  const uint64_t b_high = b >> 32;
  const uint64_t low = a_low * b_low;
  const uint64_t middle = a_high * b_low + (low >> 32);
  const uint64_t cross = a_low * b_high + (middle & 0xffffffffU);
  return {a_high * b_high + (middle >> 32) + (cross >> 32), a * b};
}

}  // namespace

uint64_t Xoshiro256::below(uint64_t bound) {
  if (bound == 0) return 0;
  Product product = multiply(next(), bound);
  if (product.low >= bound) return product.high;
  // 2^64 mod bound of the products are one too many. Fewer than one draw in two is rejected, so the
  // loop has no bound but certainty in practice.
  const uint64_t excess = (0 - bound) % bound;
  while (product.low < excess) product = multiply(next(), bound);
  return product.high;
}

}  // namespace sivo
