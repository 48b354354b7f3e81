package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.util.Optional;

/**
 * A provider or a project that can run no task now: nothing fails meanwhile.
 *
 * {@snippet :
 * for (Pause pause : pool.status().paused()) {
 *   System.out.println(pause.why() + "; tried again at " + pause.until());
 * }
 * }
 *
 * @param provider empty for the project itself
 * @param code what was in the way, such as {@code auth_failed}
 * @param until when one task tries again
 * @param tries in vain so far
 * @param tasks that wait for it in the pool
 * @param aboutMicrodollars what would be set aside for these, were they begun now
 * @param held by a person: then it goes on at no time
 */
public record Pause(
    @JsonPropertyDescription("empty: the project itself") String provider,
    @JsonPropertyDescription("what was in the way: rate_limited, auth_failed, project_unusable…")
        String code,
    Instant since,
    @JsonPropertyDescription("when one task tries again") Instant until,
    @JsonPropertyDescription("in vain so far") int tries,
    String why,
    @JsonPropertyDescription("that wait for it in the pool") long tasks,
    @JsonPropertyDescription("what would be set aside for them, were they begun now")
        long aboutMicrodollars,
    @JsonPropertyDescription("a person lets it start nothing, also when its time has come")
        Optional<Hold> held) {}
