package dev.agentpool.knowledge.tool;

import dev.agentpool.expert.ExpertPlace;
import dev.agentpool.knowledge.Origin;
import dev.agentpool.knowledge.Source;
import dev.agentpool.knowledge.Trust;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who uses a tool, as its session says and not as it says itself.
 *
 * @param place of the expert or the role
 * @param task in whose session it is used; null for a person's own agent
 * @param trust untrusted when its task is of nobody knows whom
 * @param now when
 */
public record Caller(ExpertPlace place, @Nullable String task, Trust trust, Instant now) {
  String name() {
    return place.name().value();
  }

  /** Of what it brings. */
  Origin origin(Source source) {
    return new Origin(name(), task, now, source, trust);
  }
}
