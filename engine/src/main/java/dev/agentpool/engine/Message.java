package dev.agentpool.engine;

import java.time.Instant;

/**
 * A message to a slot (spec slot-pool 7.7).
 *
 * @param id {@code msg-} and hexadecimal digits
 * @param verified false when it claims to come from a slot but did not bring that slot's token
 */
public record Message(
    String id, String from, String to, String content, Instant timestamp, boolean verified) {}
