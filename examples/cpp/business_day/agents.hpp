#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <vector>

#include "centre.hpp"
#include "exchange.hpp"
#include "prng.hpp"

// The people who answer: shifts, pauses, phones that ring, and what the library says about them.
class Agents {
 public:
  // Time by status, in the order of the schema: available, on_call, paused, acw, logged_out.
  struct Tally {
    std::array<int64_t, 5> status_us{};
    int64_t answered = 0;
    int64_t missed = 0;
  };

  Agents(Exchange& exchange, const Centre& centre, uint64_t seed);

  void plan_shifts();
  void happens(const Happening& happening);
  void perform(const sivo::record& action);
  // An event about an agent or an offer.
  void learn(std::string_view type, std::string_view data);
  // The day is over.
  void close();

  const std::vector<Tally>& tallies() const { return tallies_; }

 private:
  void shift(uint32_t who, What what, int64_t pause);
  void on_dial(const sivo::record& action);
  void on_status(const sivo::record& event);
  sivo::record to_agent(uint32_t who, uint16_t kind) const;

  Exchange& exchange_;
  const Centre& centre_;
  Prng prng_;
  std::map<sivo::id, uint32_t> index_;         // of the plan, by user
  std::map<sivo::id, uint32_t> ringing_legs_;  // and the agents they ring; gone once answered
  std::vector<Tally> tallies_;
  std::vector<bool> is_in_;        // logged in
  std::vector<bool> is_on_break_;  // by plan
};
