package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A pool as the daemon that runs it tells of it. */
public record PoolStanding(
    String id,
    String name,
    String dir,
    int slots,
    List<SlotState> slotStates,
    @JsonPropertyDescription("by state") Map<String, Long> tasks,
    @JsonPropertyDescription("of those pending review, left to a person") int escalatedReviews,
    @JsonPropertyDescription("of its agents, that wait for a person") int openQuestions,
    @JsonUnwrapped(prefix = "spend_") Cost spend,
    @JsonPropertyDescription("the most that unknown costs can add") long unknownMicrodollars,
    long reservedMicrodollars,
    OptionalLong budgetMicrodollars,
    @JsonUnwrapped(prefix = "day_spend_") Cost daySpend,
    OptionalLong dayBudgetMicrodollars,
    Counted tokens,
    Counted turns,
    List<Pause> paused,
    @JsonPropertyDescription("providers that a person lets start nothing, in all pools")
        List<Hold> held,
    @JsonPropertyDescription("why the pool stands still") Optional<String> problem,
    @JsonPropertyDescription("which other pools its project has") List<String> notices) {}
