package dev.agentpool.formula;

import dev.agentpool.mail.Mail;
import dev.agentpool.mail.MailId;
import dev.agentpool.mail.MailType;
import dev.agentpool.paper.GoText;
import dev.agentpool.paper.SafeName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The mails that a formula becomes when it is started: one for each step, in the order of its file.
 * A step for named experts becomes one for each of them, side by side; who waits for the step waits
 * for all of them.
 */
public final class FormulaMails {
  private final Formula formula;
  private final String prefix;
  private final FormulaChoices choices;

  /** Throws for a prefix that cannot begin ids. */
  public FormulaMails(Formula formula, String prefix, FormulaChoices choices)
      throws UnreadableFormula {
    if (!SafeName.isSafe(prefix)) {
      throw new UnreadableFormula(
          "invalid prefix " + GoText.quoted(prefix) + ": must be a simple filename-safe string");
    }
    this.formula = formula;
    this.prefix = prefix;
    this.choices = choices;
  }

  /** From the architect, all sent at one time. Throws when nobody is named for a step. */
  public List<Mail> at(Instant now) throws UnreadableFormula {
    Map<String, Map<String, MailId>> ids = new LinkedHashMap<>();
    for (FormulaStep step : formula.steps()) {
      ids.put(step.id(), ids(step));
    }
    List<Mail> mails = new ArrayList<>();
    for (FormulaStep step : formula.steps()) {
      List<String> before =
          step.dependsOn().stream()
              .flatMap(other -> ids.getOrDefault(other, Map.of()).values().stream())
              .map(MailId::value)
              .toList();
      for (Map.Entry<String, MailId> one : ids.getOrDefault(step.id(), Map.of()).entrySet()) {
        mails.add(mail(step, one.getKey(), one.getValue(), now).withDependsOn(before));
      }
    }
    return List.copyOf(mails);
  }

  private Map<String, MailId> ids(FormulaStep step) throws UnreadableFormula {
    MailId id = MailId.ofStep(prefix, step.id());
    if (!step.isForNamedExperts()) {
      return Map.of(step.role(), id);
    }
    List<String> experts = choices.experts().getOrDefault(step.id(), List.of());
    if (experts.isEmpty()) {
      throw new UnreadableFormula(
          "step "
              + GoText.quoted(step.id())
              + " has role 'experts' but no expert assigned in experts map");
    }
    Map<String, MailId> ids = new LinkedHashMap<>();
    for (String expert : experts) {
      if (!SafeName.isSafe(expert)) {
        throw new UnreadableFormula(
            "invalid expert name " + GoText.quoted(expert) + ": must not contain path separators");
      }
      ids.put(expert, experts.size() == 1 ? id : new MailId(id.value() + "-" + expert));
    }
    return ids;
  }

  private Mail mail(FormulaStep step, String to, MailId id, Instant now) throws UnreadableFormula {
    String text = choices.overrides().getOrDefault(step.id(), step.description());
    String body = GoText.trimmed("# " + step.title() + "\n\n" + text);
    try {
      return Mail.of(id, "architect", to, MailType.TASK, body).withTimestamp(now);
    } catch (IllegalArgumentException e) {
      throw new UnreadableFormula("step " + GoText.quoted(step.id()) + ": " + e.getMessage());
    }
  }
}
