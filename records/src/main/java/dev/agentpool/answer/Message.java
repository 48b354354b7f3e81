package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;

/**
 * A message to a slot, to who drives the pool or to its person (spec slot-pool 7.7).
 *
 * {@snippet :
 * pool.messages().send("coordinator", "slot-0", "The API has changed.");
 * for (Message message : pool.messages().read("slot-0")) {
 *   System.out.println(message.from() + ": " + message.content());
 * }
 * }
 *
 * @param senderVerified false when it claims to come from a slot and did not prove it
 */
public record Message(
    String id,
    String from,
    String to,
    String content,
    @JsonProperty("timestamp") @JsonFormat(shape = JsonFormat.Shape.STRING) Instant timestamp,
    @JsonPropertyDescription("false: it says to come from a slot, but brought no token")
        boolean senderVerified) {}
