package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.OptionalLong;

/** What was spent of some cap, and what is left of it. */
public record Account(
    OptionalLong capMicrodollars,
    @JsonUnwrapped(prefix = "spent_") Cost spent,
    @JsonPropertyDescription("the most that unknown costs can add") long unknownMicrodollars,
    long reservedMicrodollars,
    OptionalLong leftMicrodollars) {}
