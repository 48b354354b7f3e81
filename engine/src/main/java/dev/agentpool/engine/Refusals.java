package dev.agentpool.engine;

import dev.agentpool.config.ConfigException;
import dev.agentpool.definition.DefinitionException;
import dev.agentpool.inside.Caller;
import dev.agentpool.ledger.LedgerException;
import dev.agentpool.node.SlotOperations.ScaleLimitException;
import dev.agentpool.node.slot.SlotNotFoundException;
import dev.agentpool.plan.InvalidPlan;
import dev.agentpool.route.InvalidRoute;
import dev.agentpool.skill.SkillException;
import java.util.Locale;
import java.util.Optional;

/**
 * What the rooms below throw, as the one coded refusal that every face maps once (docs/errors.md
 * has the list).
 */
public final class Refusals {
  private Refusals() {}

  /** Empty for what is nobody's refusal but a defect. */
  public static Optional<Refused> of(Throwable thrown) {
    String message = String.valueOf(thrown.getMessage());
    return Optional.ofNullable(
        switch (thrown) {
          case Refused refused -> refused;
          case Caller.Refused _ ->
              new Refused(Refused.Kind.FORBIDDEN, Caller.Refused.CODE, message);
          case SkillException skill -> PoolSkills.refused(skill);
          case DefinitionException definition -> WarmAgents.refused(definition);
          case SlotNotFoundException _ ->
              new Refused(Refused.Kind.NOT_FOUND, "slot_not_found", message);
          case ScaleLimitException _ -> new Refused(Refused.Kind.CONFLICT, "scale_limit", message);
          case InvalidPlan _ -> Refused.invalid(message);
          case InvalidRoute _ -> Refused.invalid(message);
          case ConfigException _ -> new Refused(Refused.Kind.INVALID, "config_invalid", message);
          case LedgerException ledger ->
              new Refused(
                  Refused.Kind.UNAVAILABLE,
                  "ledger_" + ledger.code().name().toLowerCase(Locale.ROOT),
                  message);
          default -> null;
        });
  }
}
