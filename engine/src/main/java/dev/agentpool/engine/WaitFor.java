package dev.agentpool.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an observer waits for: events and states by their names and synonyms (spec control-plane
 * 11.7).
 */
public record WaitFor(Set<SessionEvent> events, Set<SessionState> states) {
  private static final Map<String, String> SYNONYMS =
      Map.ofEntries(
          Map.entry("approval", "approval_prompt"),
          Map.entry("approvals", "approval_prompt"),
          Map.entry("complete", "completed"),
          Map.entry("done", "completed"),
          Map.entry("failure", "failed"),
          Map.entry("canceled", "cancelled"),
          Map.entry("overage", "overage_prompt"),
          Map.entry("question_prompt", "question"));

  public static final WaitFor NOTHING = new WaitFor(Set.of(), Set.of());

  public WaitFor {
    events = Set.copyOf(events);
    states = Set.copyOf(states);
  }

  /** Throws {@link Refused} that names those that mean nothing, and those that may be. */
  public static WaitFor of(Collection<String> names) {
    Set<SessionEvent> events = EnumSet.noneOf(SessionEvent.class);
    Set<SessionState> states = EnumSet.noneOf(SessionState.class);
    List<String> unknown = new ArrayList<>();
    for (String raw : names) {
      String name = raw.strip().toLowerCase(Locale.ROOT).replace('-', '_');
      if (!name.isEmpty() && !add(SYNONYMS.getOrDefault(name, name), events, states)) {
        unknown.add(raw);
      }
    }
    if (!unknown.isEmpty()) {
      throw new Refused(
          Refused.Kind.INVALID,
          "invalid_wait_for",
          "nobody can wait for "
              + String.join(", ", unknown)
              + "; for one of: "
              + String.join(", ", allowed()),
          Map.of("unknown", List.copyOf(unknown), "allowed", List.copyOf(allowed())));
    }
    return new WaitFor(events, states);
  }

  private static boolean add(String name, Set<SessionEvent> events, Set<SessionState> states) {
    Optional<SessionState> state = SessionState.named(name);
    state.ifPresent(states::add);
    Optional<SessionEvent> event = event(name);
    event.ifPresent(events::add);
    switch (name) {
      case "failed" -> events.add(SessionEvent.ERROR);
      case "error" -> states.add(SessionState.FAILED);
      case "timeout" -> states.add(SessionState.CANCELLED);
      default -> {}
    }
    return state.isPresent() || event.isPresent() || name.equals("failed");
  }

  private static Optional<SessionEvent> event(String name) {
    for (SessionEvent event : SessionEvent.values()) {
      if (event.wireName().equals(name)) {
        return Optional.of(event);
      }
    }
    return Optional.empty();
  }

  private static Set<String> allowed() {
    Set<String> names = new TreeSet<>(SYNONYMS.keySet());
    for (SessionEvent event : SessionEvent.values()) {
      names.add(event.wireName());
    }
    for (SessionState state : SessionState.values()) {
      names.add(state.name().toLowerCase(Locale.ROOT));
    }
    return names;
  }

  public boolean isNothing() {
    return events.isEmpty() && states.isEmpty();
  }

  /**
   * Whether a result, or what an agent asks on its way to one, is waited for of a turn that ended
   * without: none comes until somebody gives the session its next turn.
   */
  boolean isInVain(SessionState state) {
    return switch (state) {
      case FAILED, IDLE ->
          events.contains(SessionEvent.COMPLETED)
              || events.contains(SessionEvent.QUESTION)
              || events.contains(SessionEvent.APPROVAL_PROMPT);
      case STARTING,
          READY,
          RUNNING,
          AWAITING_USER_INPUT,
          AWAITING_APPROVAL,
          COMPLETED,
          CANCELLED,
          UNKNOWN ->
          false;
    };
  }

  /** Whether this is what is waited for. */
  public boolean isMet(SessionEvent event, SessionState state) {
    return events.contains(event) || states.contains(state);
  }
}
