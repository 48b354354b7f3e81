package dev.agentpool.api;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;

/** Caps that a program lays over those of its pool's file. */
record CapOptions(Optional<BigDecimal> usd, OptionalLong tokens, OptionalLong turns) {
  static final CapOptions NONE =
      new CapOptions(Optional.empty(), OptionalLong.empty(), OptionalLong.empty());

  CapOptions withUsd(double said) {
    return new CapOptions(Optional.of(BigDecimal.valueOf(said)), tokens, turns);
  }

  CapOptions withTokens(long said) {
    return new CapOptions(usd, OptionalLong.of(said), turns);
  }

  CapOptions withTurns(long said) {
    return new CapOptions(usd, tokens, OptionalLong.of(said));
  }
}
