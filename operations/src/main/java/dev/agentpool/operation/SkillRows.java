package dev.agentpool.operation;

import static dev.agentpool.operation.Operation.named;

import dev.agentpool.answer.Outcome;
import dev.agentpool.answer.Skill;
import dev.agentpool.answer.SkillAdded;
import dev.agentpool.answer.SkillArgument;
import dev.agentpool.answer.SkillEjected;
import dev.agentpool.answer.SkillSaved;
import dev.agentpool.answer.SkillSummary;
import dev.agentpool.answer.Submitted;
import dev.agentpool.document.Diagnostic;
import dev.agentpool.request.Nothing;
import dev.agentpool.request.SkillFileRequest;
import dev.agentpool.request.SkillFilter;
import dev.agentpool.request.SkillName;
import dev.agentpool.request.SkillRequest;
import dev.agentpool.request.SkillRunRequest;
import dev.agentpool.skill.Skills;
import dev.agentpool.task.TaskId;
import dev.agentpool.wire.ShownSettings;
import java.util.List;
import java.util.Optional;

/** Skills (spec slot-pool 8.8). */
public final class SkillRows {
  private static final String ALL = "/v1/skills";
  private static final String ONE = "/v1/skills/{name}";

  public static final Operation<SkillFilter, List<SkillSummary>> LIST =
      named("skill.list", "The skills there are, by name")
          .takes(SkillFilter.class)
          .givesList(SkillSummary.class)
          .at(Route.get(ALL))
          .does((asking, filter) ->
              registry(asking)
                  .list(
                      filter.scope().map(dev.agentpool.skill.Skill.Scope::of).orElse(null),
                      filter.source().map(dev.agentpool.skill.Skill.Source::of).orElse(null))
                  .stream()
                  .map(SkillRows::summary)
                  .toList());

  public static final Operation<Nothing, List<dev.agentpool.answer.Diagnostic>> DIAGNOSTICS =
      named("skill.diagnostics", "What is wrong with skill files")
          .takes(Nothing.class)
          .givesList(dev.agentpool.answer.Diagnostic.class)
          .at(Route.get("/v1/skill-diagnostics"))
          .does((asking, _) -> diagnostics(registry(asking).diagnostics()));

  public static final Operation<SkillName, Skill> GET =
      named("skill.get", "One skill with its prompt")
          .takes(SkillName.class)
          .gives(Skill.class)
          .at(Route.get(ONE).fails(400, 404))
          .does((asking, named) -> skill(registry(asking), named.name()));

  public static final Operation<SkillRequest, SkillAdded> ADD =
      named("skill.add", "Registers a skill, over any other of its name")
          .takes(SkillRequest.class)
          .gives(SkillAdded.class)
          .at(Route.post(ALL).status(201).fails(400, 409))
          .does(SkillRows::add);

  public static final Operation<SkillName, Done> REMOVE =
      named("skill.remove", "Removes a registered skill")
          .takes(SkillName.class)
          .givesNothing()
          .at(Route.delete(ONE).status(204).fails(400, 404, 409))
          .does((asking, named) -> {
            registry(asking).remove(named.name());
            return Done.DONE;
          });

  public static final Operation<SkillFileRequest, SkillSaved> SAVE =
      named("skill.save", "Writes a skill into the project")
          .takes(SkillFileRequest.class)
          .gives(SkillSaved.class)
          .at(Route.post(ONE + "/save").fails(400, 404, 409))
          .does((asking, named) -> {
            Skills.Saved saved =
                registry(asking).save(named.name(), named.directory().orElse(null));
            return new SkillSaved(saved.name(), saved.path().toString(), saved.format());
          });

  public static final Operation<SkillFileRequest, SkillEjected> EJECT =
      named("skill.eject", "Writes a built-in skill out for editing")
          .takes(SkillFileRequest.class)
          .gives(SkillEjected.class)
          .at(Route.post(ONE + "/eject").fails(400, 404, 409))
          .does((asking, named) -> {
            Skills.Ejected ejected =
                registry(asking).eject(named.name(), named.directory().orElse(null));
            return new SkillEjected(ejected.name(), ejected.path().toString(), ejected.hint());
          });

  public static final Operation<SkillRunRequest, Submitted> RUN =
      named("skill.run", "Runs a skill as a task")
          .takes(SkillRunRequest.class)
          .gives(Submitted.class)
          .at(Route.post(ONE + "/run").with("name", "skill").fails(400, 404, 409, 504))
          .does((asking, asked) -> {
            TaskId id =
                asking
                    .engine()
                    .skills()
                    .submit(
                        asking.pool(),
                        asked.skill(),
                        Choices.texts("arguments", asked.arguments()),
                        Choices.task(asked.how(), asked.idempotencyKey()));
            return submitted(asking, id, Optional.empty());
          })
          .awaited(Outcome.class, TaskAnswers::await);

  private SkillRows() {}

  static List<Operation<?, ?>> all() {
    return List.of(LIST, DIAGNOSTICS, GET, ADD, REMOVE, SAVE, EJECT, RUN);
  }

  private static Skills registry(Asking asking) {
    return asking.engine().skills().of(asking.standing());
  }

  static Submitted submitted(Asking asking, TaskId id, Optional<List<String>> warnings) {
    return new Submitted(id.value(), asking.engine().tasks().get(id).state(), warnings);
  }

  private static SkillAdded add(Asking asking, SkillRequest request) {
    Skills registry = registry(asking);
    Skills.Added added =
        registry.add(
            dev.agentpool.skill.Skill.runtime(
                request.name(),
                request.description().orElse(""),
                request.prompt(),
                request.arguments().stream()
                    .map(argument ->
                        new dev.agentpool.skill.Skill.Argument(
                            argument.name(),
                            argument.description().orElse(""),
                            argument.required()))
                    .toList(),
                request.scope().map(dev.agentpool.skill.Skill.Scope::of).orElse(null),
                request.config()));
    return new SkillAdded(skill(registry, added.name()), added.overwritten());
  }

  private static SkillSummary summary(dev.agentpool.skill.Skill skill) {
    return new SkillSummary(
        skill.name(),
        skill.description(),
        scope(skill),
        source(skill),
        Optional.ofNullable(skill.argumentHint()),
        arguments(skill));
  }

  private static Skill skill(Skills registry, String name) {
    dev.agentpool.skill.Skill skill = registry.get(name);
    return new Skill(
        skill.name(),
        skill.description(),
        scope(skill),
        source(skill),
        Optional.ofNullable(skill.argumentHint()),
        arguments(skill),
        skill.prompt(),
        ShownSettings.table(skill.config()),
        Optional.ofNullable(skill.dir()).map(String::valueOf),
        registry.customized(skill.name()));
  }

  private static Skill.Scope scope(dev.agentpool.skill.Skill skill) {
    return switch (skill.scope()) {
      case TASK -> Skill.Scope.TASK;
      case COORDINATOR -> Skill.Scope.COORDINATOR;
      case CHAIN -> Skill.Scope.CHAIN;
    };
  }

  private static Skill.Source source(dev.agentpool.skill.Skill skill) {
    return switch (skill.source()) {
      case BUILTIN -> Skill.Source.BUILTIN;
      case GLOBAL -> Skill.Source.GLOBAL;
      case PROJECT -> Skill.Source.PROJECT;
      case RUNTIME -> Skill.Source.RUNTIME;
    };
  }

  private static List<SkillArgument> arguments(dev.agentpool.skill.Skill skill) {
    return skill.arguments().stream()
        .map(argument ->
            new SkillArgument(argument.name(), argument.description(), argument.required()))
        .toList();
  }

  /** What is wrong with files, as it is told. */
  static List<dev.agentpool.answer.Diagnostic> diagnostics(List<Diagnostic> found) {
    return found.stream()
        .map(each ->
            new dev.agentpool.answer.Diagnostic(
                switch (each.level()) {
                  case WARNING -> dev.agentpool.answer.Diagnostic.Level.WARNING;
                  case ERROR -> dev.agentpool.answer.Diagnostic.Level.ERROR;
                },
                each.place(),
                each.line(),
                each.message()))
        .toList();
  }
}
