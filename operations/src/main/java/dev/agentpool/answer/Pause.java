package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;

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
 */
public record Pause(
    @JsonPropertyDescription("empty: the project itself") String provider,
    @JsonPropertyDescription("what was in the way: rate_limited, auth_failed, project_unusable…")
        String code,
    Instant since,
    @JsonPropertyDescription("when one task tries again") Instant until,
    @JsonPropertyDescription("in vain so far") int tries,
    String why) {}
