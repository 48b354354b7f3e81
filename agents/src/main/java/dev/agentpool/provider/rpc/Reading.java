package dev.agentpool.provider.rpc;

import dev.agentpool.session.AgentEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a message means for the turn under way.
 *
 * @param events in their order; pieces of text may be as small as they come
 * @param ending when it ends the turn; null otherwise
 */
public record Reading(List<AgentEvent> events, @Nullable Ending ending) {
  public static final Reading NOTHING = new Reading(List.of(), null);

  public Reading {
    events = List.copyOf(events);
  }

  public static Reading of(AgentEvent event) {
    return new Reading(List.of(event), null);
  }

  /** With more that comes first. */
  public Reading before(List<AgentEvent> earlier) {
    List<AgentEvent> all = new ArrayList<>(earlier);
    all.addAll(events);
    return new Reading(all, ending);
  }

  public static Reading of(Ending ending) {
    return new Reading(List.of(), ending);
  }
}
