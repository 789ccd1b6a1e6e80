#pragma once

#include "engine/acd/impl.hpp"

namespace sivo::acd {

// Into the engine: to break a fact, to look at an index, to set a limit lower than it is.
struct EngineTestAccess {
  using Impl = Engine::Impl;
  static Impl& impl(Engine& engine) { return *engine.impl_; }
};

}  // namespace sivo::acd
