package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An agent CLI, as it is on this machine.
 *
 * @param advice what to do when it cannot be used; empty otherwise
 * @param logIn whether it is logged in
 * @param logInSeen what shows it
 * @param access what it can be held to, each with what holds it
 * @param priceKnown whether a task's cost will be known; empty when its own choice of a model
 *     decides that
 * @param objections why tasks with the settings that hold here would be refused with it
 * @param paused while it can run no task of this pool
 * @param held by a person, in all pools
 */
public record Provider(
    @JsonPropertyDescription("as the setting provider names it") String name,
    boolean usable,
    Optional<String> version,
    Optional<String> path,
    @JsonPropertyDescription("what to do when it cannot be used") String advice,
    @JsonPropertyDescription(
            "logged_in, logged_out or unknown, as far as it shows without a model call")
        String logIn,
    @JsonPropertyDescription("by which variable or file that shows; never what is in it")
        String logInSeen,
    @JsonPropertyDescription("how one talks with it: stream-json, acp, app-server, terminal")
        String protocol,
    @JsonPropertyDescription(
            "read, edit and full, as far as it can be held to them, with what does")
        Map<String, String> access,
    @JsonPropertyDescription("whether a conversation outlives its process") boolean resumes,
    @JsonPropertyDescription("whether it takes words while it works") boolean steers,
    @JsonPropertyDescription("whether it asks for permission and waits for the answer")
        boolean asks,
    @JsonPropertyDescription("dollars, tokens or nothing: what it says of a turn's cost")
        String spending,
    @JsonPropertyDescription(
            "whether a task's cost will be known in dollars; null when that depends on the model"
                + " that the CLI takes by itself")
        Optional<Boolean> priceKnown,
    @JsonPropertyDescription("whether it can be held to a schema of the answer") boolean schema,
    @JsonPropertyDescription("whether it has walls of its own") boolean sandbox,
    @JsonPropertyDescription("why tasks with the settings that hold here are refused with it")
        List<String> objections,
    @JsonPropertyDescription("while it can run no task of this pool") Optional<Pause> paused,
    @JsonPropertyDescription("a person lets it start nothing") Optional<Hold> held) {
  /** Keeps copies of the lists. */
  public Provider {
    access = Map.copyOf(access);
    objections = List.copyOf(objections);
  }
}
