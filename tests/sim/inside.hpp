#pragma once

#include <string>

#include "core/core.hpp"

// What a core keeps to itself and no user needs, for checks.
namespace sivo::sim {

// The engine's own check of everything, O(everything). Nothing while the engine is to be built
// again from the file (after a rollback).
void check_engine(core::Core& core);
// Inputs about what was over, counted by the engine that would take the next one.
uint64_t late_inputs(core::Core& core);
// For canaries: a live row or a record as it must not be, past every rule.
void forge(core::Core& core, const schema::Record& row);
void forge_removal(core::Core& core, const schema::Table& table, const Id& tenant, const Id& id);
// SHA-256 over all tables.
std::string state_hash(core::Core& core);

}  // namespace sivo::sim
