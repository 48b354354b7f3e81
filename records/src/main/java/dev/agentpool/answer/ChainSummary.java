package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.agentpool.task.TaskState;
import java.time.Instant;
import java.util.Optional;

/**
 * One of a pool's chains.
 *
 * {@snippet :
 * for (ChainSummary chain : pool.chains()) {
 *   System.out.println(chain.id() + " " + chain.state());
 * }
 * }
 *
 * @param title what it is called: as whoever submitted it said, else how many steps it has
 * @param completedSteps those that did what they were asked
 * @param cancelledSteps while they ran
 * @param cost of all attempts of all steps
 */
public record ChainSummary(
    @JsonProperty("chain_id") String id,
    @JsonProperty("status") TaskState state,
    @JsonPropertyDescription("what it is called") String title,
    int totalSteps,
    @JsonPropertyDescription("those that did what they were asked") int completedSteps,
    int skippedSteps,
    int failedSteps,
    @JsonPropertyDescription("while they ran") int cancelledSteps,
    @JsonUnwrapped(prefix = "cost_") Cost cost,
    Instant createdAt,
    Optional<Instant> completedAt) {}
