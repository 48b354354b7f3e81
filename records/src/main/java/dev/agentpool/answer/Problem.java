package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An answer that is an error (RFC 9457). */
public record Problem(
    @JsonPropertyDescription("urn:agentpool:error: and the code with dashes") String type,
    String title,
    int status,
    @JsonPropertyDescription("what, where and what to do") String detail,
    @JsonPropertyDescription("stable, lower case with underscores") String code,
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
        @JsonPropertyDescription("the same for programs, by names")
        Map<String, Object> details,
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
        @JsonPropertyDescription("of a fan-out in which a task failed: every task's outcome")
        Optional<List<FanOutResult>> results) {}
