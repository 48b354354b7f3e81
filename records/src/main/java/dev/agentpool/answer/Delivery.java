package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One try to deliver one event to a webhook. */
public record Delivery(
    @JsonPropertyDescription("the same in every try of the same event") String deliveryId,
    String event,
    int attempt,
    Instant at,
    Duration duration,
    @JsonPropertyDescription("of the answer") Optional<Integer> status,
    boolean delivered,
    Optional<String> error,
    @JsonPropertyDescription("whether no other try follows") boolean last) {}
