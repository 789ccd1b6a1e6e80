#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "centre.hpp"
#include "exchange.hpp"

// The people who call, and what their agents do for them in conversation. Each caller is a small
// state machine: what the library asks (answer, play, bridge …) moves it, and so does the caller
// himself.
class Callers {
 public:
  Callers(Exchange& exchange, const Centre& centre);

  void plan_arrivals();
  void happens(const Happening& happening);
  // An action of the library for this caller's channel.
  void perform(const sivo::record& action);
  // The day is over: whoever is still there is sent away, and counted.
  void close();

  int64_t offered() const { return offered_; }
  const std::vector<bool>& still_there() const { return still_there_; }
  // The index of the caller on a channel.
  static uint32_t index_of(std::string_view channel);

 private:
  enum class Stage : uint8_t { kAway, kMenu, kQueue, kTalking, kHeld, kConsulting, kGone };
  struct Caller {
    Stage stage = Stage::kAway;
    uint32_t turn = 0;         // grows with each change of stage: what was planned before is void
    int64_t prompt = -1;       // that plays now
    int64_t talk_left_us = 0;  // of the conversation
    bool has_wished = false;
    sivo::id leg;  // of whoever talks with him
  };

  void move_to(uint32_t who, Stage stage);
  void plan(uint32_t who, int64_t delay_us, What what);
  sivo::record to_call(uint32_t who, uint16_t kind, uint16_t channel_field) const;

  void arrives(uint32_t who);
  void presses_key(uint32_t who);
  void wishes(uint32_t who);
  void ask_transfer(uint32_t who);
  void ask_consult(uint32_t who);
  void hangs_up(uint32_t who);
  void leaves(uint32_t who);

  void on_play(uint32_t who, const sivo::record& action);
  void on_waiting(uint32_t who);
  void on_bridge(uint32_t who, const sivo::record& action);

  Exchange& exchange_;
  const Centre& centre_;
  std::vector<Caller> callers_;
  std::vector<bool> still_there_;
  int64_t offered_ = 0;
};
