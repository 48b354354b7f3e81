package dev.agentpool.rest;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.document.Diagnostic;
import dev.agentpool.engine.TaskOptions;
import dev.agentpool.skill.Skill;
import dev.agentpool.skill.Skills;
import dev.agentpool.task.TaskId;
import dev.agentpool.wire.Shapes;
import dev.agentpool.wire.SkillShapes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Skills (spec slot-pool 8.8). */
final class SkillRoutes implements RouteGroup {
  private final Api api;

  SkillRoutes(Api api) {
    this.api = api;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/skills", "The skills there are, by name", this::list)
            .asks("scope?: text", "source?: text")
            .gives("[SkillSummary]")
            .fails(400),
        Endpoint.get("/v1/skill-diagnostics", "What is wrong with skill files", this::diagnostics)
            .gives("[Diagnostic]")
            .fails(400),
        Endpoint.get("/v1/skills/{name}", "One skill with its prompt", this::one)
            .gives("Skill")
            .fails(400, 404),
        Endpoint.post("/v1/skills", "Registers a skill, over any other of its name", this::add)
            .takes("SkillRequest")
            .gives(201, "SkillAdded")
            .fails(400, 409),
        Endpoint.delete("/v1/skills/{name}", "Removes a registered skill", this::delete)
            .gives(204, "")
            .fails(400, 404, 409),
        Endpoint.post("/v1/skills/{name}/save", "Writes a skill into the project", this::save)
            .takes("SkillFileRequest")
            .gives("SkillSaved")
            .fails(400, 404, 409),
        Endpoint.post(
                "/v1/skills/{name}/eject", "Writes a built-in skill out for editing", this::eject)
            .takes("SkillFileRequest")
            .gives("SkillEjected")
            .fails(400, 404, 409),
        Endpoint.post("/v1/skills/{name}/run", "Runs a skill as a task", this::run)
            .takes("SkillRunRequest")
            .gives("Outcome")
            .accepts("Submitted")
            .fails(400, 404, 409, 504));
  }

  @Override
  public String shapes() {
    return """
    SkillArgument:
      name: text
      description: text
      required: boolean
    SkillSummary:
      name: text
      description: text
      scope: "task"|"coordinator"|"chain"
      source: "builtin"|"global"|"project"|"runtime"
      argument_hint: text|null
      arguments: [SkillArgument]
    Skill:
      ...SkillSummary
      prompt: text
      config: object
      dir: text|null
      customized: boolean # takes the place of a built-in one
    SkillAdded:
      ...Skill
      overwritten: boolean
    SkillArgumentRequest!:
      name: text
      description?: text
      required?: boolean
    SkillRequest!:
      name: text
      description?: text
      prompt: text
      arguments?: [SkillArgumentRequest]
      scope?: text # task, coordinator or chain
      config?: object # settings that lie under those of a call
      dir?: text
    SkillFileRequest!:
      directory?: text # of skills, inside the project
      dir?: text
    SkillSaved:
      saved: text
      path: text
      format: text
    SkillEjected:
      ejected: text
      path: text
      hint: text
    SkillRunRequest!:
      arguments?: {text}
      ...TaskChoices
      wait?: boolean # false: answers 202 at once
      timeout_ms?: integer
      idempotency_key?: text
      dir?: text
    Diagnostic:
      level: "warning"|"error"
      place: text
      line: integer # 0 when it concerns the whole file
      message: text
    """;
  }

  private Skills registry(Call call) {
    return api.engine().skills().of(call.pool());
  }

  private void list(Call call) {
    String scope = call.query("scope");
    String source = call.query("source");
    ArrayNode skills = Shapes.array();
    registry(call)
        .list(
            scope == null ? null : Skill.Scope.of(scope),
            source == null ? null : Skill.Source.of(source))
        .forEach(skill -> skills.add(SkillShapes.summary(skill)));
    call.answer(skills);
  }

  private void diagnostics(Call call) {
    call.answer(diagnostics(registry(call).diagnostics()));
  }

  static ArrayNode diagnostics(List<Diagnostic> diagnostics) {
    ArrayNode array = Shapes.array();
    for (Diagnostic diagnostic : diagnostics) {
      array.add(
          Shapes.object()
              .put("level", diagnostic.level().name().toLowerCase(Locale.ROOT))
              .put("place", diagnostic.place())
              .put("line", diagnostic.line())
              .put("message", diagnostic.message()));
    }
    return array;
  }

  private void one(Call call) {
    Skills registry = registry(call);
    call.answer(SkillShapes.skill(registry.get(call.path("name")), registry));
  }

  private void add(Call call) {
    Skills registry = registry(call);
    Body body = call.body();
    String description = body.textOrNull("description");
    List<Skill.Argument> arguments = new ArrayList<>();
    for (Body argument : body.bodies("arguments")) {
      String said = argument.textOrNull("description");
      arguments.add(
          new Skill.Argument(
              argument.text("name"), said == null ? "" : said, argument.flag("required", false)));
      argument.nothingElse();
    }
    String scope = body.textOrNull("scope");
    Skill skill =
        Skill.runtime(
            body.text("name"),
            description == null ? "" : description,
            body.text("prompt"),
            arguments,
            scope == null ? null : Skill.Scope.of(scope),
            body.table("config"));
    call.nothingElse();
    Skills.Added added = registry.add(skill);
    ObjectNode answer = SkillShapes.skill(registry.get(added.name()), registry);
    call.answer(answer.put("overwritten", added.overwritten()));
  }

  private void delete(Call call) {
    registry(call).remove(call.path("name"));
    call.empty();
  }

  private void save(Call call) {
    Skills registry = registry(call);
    String directory = call.body().textOrNull("directory");
    call.nothingElse();
    Skills.Saved saved = registry.save(call.path("name"), directory);
    call.answer(
        Shapes.object()
            .put("saved", saved.name())
            .put("path", saved.path().toString())
            .put("format", saved.format()));
  }

  private void eject(Call call) {
    Skills registry = registry(call);
    String directory = call.body().textOrNull("directory");
    call.nothingElse();
    Skills.Ejected ejected = registry.eject(call.path("name"), directory);
    call.answer(
        Shapes.object()
            .put("ejected", ejected.name())
            .put("path", ejected.path().toString())
            .put("hint", ejected.hint()));
  }

  private void run(Call call) throws InterruptedException {
    PoolConfig pool = call.pool();
    Body body = call.body();
    Map<String, String> arguments = body.textTable("arguments");
    boolean waits = body.flag("wait", true);
    Duration atMost = TaskRequests.timeout(body);
    TaskOptions options = TaskRequests.options(body, call.idempotencyKey(body));
    call.nothingElse();
    TaskId id = api.engine().skills().submit(pool, call.path("name"), arguments, options);
    new Waiting(api).answer(call, id, waits, atMost);
  }
}
