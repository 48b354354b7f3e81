package dev.agentpool.operation;

import static dev.agentpool.operation.Operation.named;

import dev.agentpool.answer.FormulaList;
import dev.agentpool.answer.FormulaShown;
import dev.agentpool.answer.FormulaStarted;
import dev.agentpool.answer.MailTaken;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.engine.Refused;
import dev.agentpool.formula.Formula;
import dev.agentpool.formula.FormulaChoices;
import dev.agentpool.formula.FormulaFolder;
import dev.agentpool.formula.FormulaStep;
import dev.agentpool.formula.UnreadableFormula;
import dev.agentpool.mail.Mail;
import dev.agentpool.post.Meant;
import dev.agentpool.post.Roster;
import dev.agentpool.post.Sender;
import dev.agentpool.post.Taken;
import dev.agentpool.question.QuestionId;
import dev.agentpool.request.FormulaName;
import dev.agentpool.request.FormulaRequest;
import dev.agentpool.request.Nothing;
import dev.agentpool.role.Formulas;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans that are used again: which there are, and one started. */
public final class FormulaRows {
  private static final String ALL = "/v1/formulas";
  private static final String ONE = ALL + "/{name}";
  private static final String BY = "user";

  public static final Operation<Nothing, FormulaList> LIST =
      named("formula.list", "The formulas of an expert pool")
          .takes(Nothing.class)
          .gives(FormulaList.class)
          .at(Route.get(ALL).fails(400, 404, 503))
          .does((asking, _) -> list(asking));

  public static final Operation<FormulaName, FormulaShown> GET =
      named("formula.get", "A formula with its steps")
          .takes(FormulaName.class)
          .gives(FormulaShown.class)
          .at(Route.get(ONE).with("name", "formula").fails(400, 404, 409, 503))
          .does(FormulaRows::get);

  public static final Operation<FormulaRequest, FormulaStarted> RUN =
      named("formula.run", "Starts a formula: each step becomes a mail, all or none")
          .takes(FormulaRequest.class)
          .gives(FormulaStarted.class)
          .at(
              Route.post(ONE + "/run")
                  .with("name", "formula")
                  .status(201)
                  .fails(400, 404, 409, 503))
          .does(FormulaRows::run);

  private FormulaRows() {}

  static List<Operation<?, ?>> all() {
    return List.of(LIST, GET, RUN);
  }

  private static FormulaFolder.Listing listing(Asking asking, PoolConfig pool) {
    try {
      return asking.house().experts().formulas().list(pool);
    } catch (IOException e) {
      throw new Refused(
          Refused.Kind.UNAVAILABLE, "expert_files_unusable", "reading formulas: " + e);
    }
  }

  private static FormulaList list(Asking asking) {
    FormulaFolder.Listing all = listing(asking, asking.standing());
    return new FormulaList(
        all.formulas().stream()
            .map(formula ->
                new FormulaList.Row(formula.name(), formula.description(), steps(formula)))
            .toList(),
        all.problems());
  }

  private static List<String> steps(Formula formula) {
    return formula.steps().stream().map(FormulaStep::id).toList();
  }

  /** What cannot be a name is as unknown as one that nothing has. */
  private static Formula formula(Asking asking, PoolConfig pool, String name) {
    Formulas formulas = asking.house().experts().formulas();
    if (!formulas.has(pool, name)) {
      List<String> names = listing(asking, pool).formulas().stream().map(Formula::name).toList();
      throw new Refused(
          Refused.Kind.NOT_FOUND,
          "formula_not_found",
          "formula not found: " + Meant.shown(name) + Meant.hint(name, names));
    }
    try {
      return formulas.load(pool, name);
    } catch (UnreadableFormula unreadable) {
      throw refused(unreadable);
    }
  }

  private static Refused refused(UnreadableFormula unreadable) {
    return new Refused(Refused.Kind.CONFLICT, "formula_refused", unreadable.problem());
  }

  private static FormulaShown get(Asking asking, FormulaName asked) {
    Formula formula = formula(asking, asking.standing(), asked.formula());
    return new FormulaShown(
        formula.name(),
        formula.description(),
        formula.steps().stream()
            .map(step ->
                new FormulaShown.Step(
                    step.id(), step.role(), step.title(), step.description(), step.dependsOn()))
            .toList(),
        formula.warnings().stream().map(String::valueOf).toList());
  }

  private static FormulaStarted run(Asking asking, FormulaRequest asked) {
    PoolConfig pool = asking.pool();
    Roster roster = asking.house().experts().office().roster(pool);
    Formula formula = formula(asking, pool, asked.formula());
    check(formula, roster, asked);
    Formulas formulas = asking.house().experts().formulas();
    List<Mail> mails;
    try {
      mails =
          formulas.mails(
              formula,
              asked.prefix(),
              new FormulaChoices(asked.overrides(), distinct(asked.experts())));
    } catch (UnreadableFormula wrong) {
      throw Refused.invalid(wrong.problem());
    }
    return told(
        mails, formulas.start(pool, formula.name(), asked.prefix(), mails, BY, Sender.PERSON));
  }

  private static Map<String, List<String>> distinct(Map<String, List<String>> experts) {
    Map<String, List<String>> each = new LinkedHashMap<>();
    experts.forEach((step, names) -> each.put(step, names.stream().distinct().toList()));
    return each;
  }

  /** A misspelt step or expert is told before anything is sent. */
  private static void check(Formula formula, Roster roster, FormulaRequest asked) {
    asked.overrides().keySet().forEach(step -> step(formula, "overrides", step));
    for (Map.Entry<String, List<String>> chosen : asked.experts().entrySet()) {
      FormulaStep step = step(formula, "experts", chosen.getKey());
      if (!step.isForNamedExperts()) {
        throw Refused.invalid(
            "'experts': the step \"" + step.id() + "\" is for " + step.role() + " alone");
      }
      for (String name : chosen.getValue()) {
        if (roster.find(name).isEmpty()) {
          throw new Refused(Refused.Kind.NOT_FOUND, "expert_not_found", roster.unknown(name));
        }
      }
    }
  }

  private static FormulaStep step(Formula formula, String member, String id) {
    return formula.steps().stream()
        .filter(step -> step.id().equals(id))
        .findFirst()
        .orElseThrow(() ->
            Refused.invalid(
                "'"
                    + member
                    + "': the formula has no step \""
                    + Meant.shown(id)
                    + "\""
                    + Meant.hint(id, steps(formula))));
  }

  private static FormulaStarted told(List<Mail> mails, List<Taken> taken) {
    Optional<QuestionId> question =
        taken.size() == 1 && taken.getFirst() instanceof Taken.Proposed(QuestionId asked)
            ? Optional.of(asked)
            : Optional.empty();
    List<MailTaken> told = new ArrayList<>();
    for (int i = 0; i < mails.size(); i++) {
      told.add(
          MailRows.told(
              mails.get(i).id().value(), question.isPresent() ? taken.getFirst() : taken.get(i)));
    }
    return new FormulaStarted(told, question.map(QuestionId::value));
  }
}
