// operator new over malloc, for out_of_memory_test.c: a sanitizer brings an operator new of its own
// that would pass by the malloc which counts and fails.
#include <cstdlib>
#include <new>

#define FOR_ALL __attribute__((visibility("default")))

FOR_ALL void* operator new(std::size_t size) {
  void* block = std::malloc(size == 0 ? 1 : size);
  if (block == nullptr) throw std::bad_alloc();
  return block;
}
FOR_ALL void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  return std::malloc(size == 0 ? 1 : size);
}
FOR_ALL void operator delete(void* block) noexcept { std::free(block); }
FOR_ALL void operator delete(void* block, std::size_t) noexcept { std::free(block); }
