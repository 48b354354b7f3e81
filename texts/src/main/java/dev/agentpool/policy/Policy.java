package dev.agentpool.policy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A user's rules over what agents ask for; the first one that looks at a use decides. */
public record Policy(List<Rule> rules) {
  public static final Policy NONE = new Policy(List.of());

  public Policy {
    rules = List.copyOf(rules);
  }

  /** Empty when no rule decides. */
  public Optional<Rule> over(Use use, Instant now) {
    return rules.stream().filter(rule -> rule.decides(use, now)).findFirst();
  }
}
