package dev.agentpool.mcp.tools;

import dev.agentpool.engine.PoolSkills;
import dev.agentpool.engine.TaskOptions;
import dev.agentpool.mcp.McpTool.ToolHints;
import dev.agentpool.skill.Skill;
import dev.agentpool.skill.SkillException;
import dev.agentpool.skill.Skills;
import dev.agentpool.task.TaskId;
import dev.agentpool.wire.Shapes;
import dev.agentpool.wire.SkillShapes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Skills (spec slot-pool 8.8). */
final class SkillTools {
  private static final Fields NAME = Fields.NONE.need("name", Schema.name("the skill's name"));
  private static final Fields DIR =
      Fields.NONE.may("dir", Schema.name("within the project; default its skills directory"));
  private static final Map<String, Object> SCOPE =
      Schema.choice("", Arrays.stream(Skill.Scope.values()).map(Skill.Scope::wireName).toList());
  private static final Map<String, Object> SOURCE =
      Schema.choice("", Arrays.stream(Skill.Source.values()).map(Skill.Source::wireName).toList());
  private static final Map<String, Object> ARGUMENT =
      Fields.NONE
          .need("name", Schema.name(""))
          .may("description", Schema.TEXT)
          .may("required", Schema.flag("default false"))
          .strictSchema();

  private SkillTools() {}

  static List<Tool> all() {
    return List.of(run(), list(), get(), add(), remove(), save(), eject());
  }

  private static Tool run() {
    return Tool.of(
            "pool_skill_run",
            "Run a skill",
            "Makes a prompt of a skill and its arguments and runs it as a task. Blocks.")
        .takes(
            Fields.NONE
                .need("skill", Schema.name("the skill's name"))
                .may("arguments", Schema.textTable("by name"))
                .and(TaskArguments.SETTINGS.only(List.of("model", "effort")))
                .and(TaskArguments.TAGS)
                .and(Work.TAKES))
        .gives(Work.orRunning(TaskJson.RESULT))
        .does(call -> {
          TaskOptions options = TaskArguments.options(call);
          TaskId id =
              call.engine()
                  .skills()
                  .submit(
                      call.pool(),
                      call.text("skill"),
                      call.texts(call.table("arguments")),
                      options);
          return new Work(call, List.of(id)).await(() -> TaskTools.ran(call, id));
        });
  }

  private static Tool list() {
    return Tool.of("pool_skill_list", "List skills", "Lists the skills there are, by name.")
        .takes(Fields.NONE.may("scope", SCOPE).may("source", SOURCE))
        .gives(Fields.NONE.need("skills", Schema.OBJECTS).need("count", Schema.WHOLE))
        .reads()
        .does(call -> {
          String scope = call.textOrNull("scope");
          String source = call.textOrNull("source");
          List<Skill> skills =
              asked(
                  call,
                  registry ->
                      registry.list(
                          scope == null ? null : Skill.Scope.of(scope),
                          source == null ? null : Skill.Source.of(source)));
          ArrayNode array = Shapes.array();
          skills.forEach(skill -> array.add(pruned(SkillShapes.summary(skill))));
          ObjectNode data = Shapes.object();
          data.set("skills", array);
          return Answer.of(data.put("count", skills.size())).server(Shapes.text(array));
        });
  }

  private static Tool get() {
    return Tool.of("pool_skill_get", "Show a skill", "Gives a skill with its prompt and arguments.")
        .takes(NAME)
        .gives(
            NAME.need("description", Schema.TEXT)
                .need("prompt", Schema.TEXT)
                .need("arguments", Schema.OBJECTS)
                .need("scope", Schema.TEXT)
                .need("source", Schema.TEXT)
                .need("customized", Schema.FLAG)
                .need("config", Schema.OBJECT))
        .reads()
        .does(call -> {
          String name = call.text("name");
          return asked(
              call, registry -> Answer.of(pruned(SkillShapes.skill(registry.get(name), registry))));
        });
  }

  private static ObjectNode pruned(ObjectNode node) {
    node.removeIf(JsonNode::isNull);
    return node;
  }

  private static Tool add() {
    return Tool.of(
            "pool_skill_add",
            "Add a skill",
            "Registers a skill for this pool until it is removed, over any other of its name.")
        .takes(
            NAME.need("description", Schema.TEXT)
                .need("prompt", Schema.name("a template: {argument}, $ARGUMENTS, $0"))
                .may("arguments", Schema.listOf(ARGUMENT, "in the order of their positions"))
                .may("scope", SCOPE)
                .may("config", Schema.table("settings of its tasks, as in model")))
        .gives(NAME.need("overwritten", Schema.FLAG).need("source", Schema.TEXT))
        .hinted(ToolHints.WRITES_ONCE)
        .does(call -> {
          String scope = call.textOrNull("scope");
          Skills.Added added =
              asked(
                  call,
                  registry ->
                      registry.add(
                          Skill.runtime(
                              call.text("name"),
                              call.text("description"),
                              call.text("prompt"),
                              arguments(call),
                              scope == null ? null : Skill.Scope.of(scope),
                              call.table("config"))));
          return Answer.of(
              Shapes.object()
                  .put("name", added.name())
                  .put("overwritten", added.overwritten())
                  .put("source", Skill.Source.RUNTIME.wireName()));
        });
  }

  private static List<Skill.Argument> arguments(Call call) {
    List<Skill.Argument> arguments = new ArrayList<>();
    for (Object each : call.list("arguments")) {
      Map<?, ?> given = (Map<?, ?>) each;
      Object description = given.get("description");
      arguments.add(
          new Skill.Argument(
              String.valueOf(given.get("name")),
              description == null ? "" : description.toString(),
              Boolean.TRUE.equals(given.get("required"))));
    }
    return arguments;
  }

  private static Tool remove() {
    return Tool.of(
            "pool_skill_remove",
            "Remove a skill",
            "Removes a skill that was added here; one that it hid comes back.")
        .takes(NAME)
        .gives(Fields.NONE.need("removed", Schema.TEXT))
        .hinted(ToolHints.DESTROYS)
        .does(call -> {
          String name = call.text("name");
          return asked(
              call,
              registry -> {
                registry.remove(name);
                return Answer.of(Shapes.object().put("removed", name));
              });
        });
  }

  private static Tool save() {
    return Tool.of(
            "pool_skill_save", "Save a skill", "Writes a skill into the project as a SKILL.md.")
        .takes(NAME.and(DIR))
        .gives(
            Fields.NONE
                .need("saved", Schema.TEXT)
                .need("path", Schema.TEXT)
                .need("format", Schema.TEXT))
        .hinted(ToolHints.WRITES_ONCE)
        .does(call -> {
          Skills.Saved saved =
              asked(call, registry -> registry.save(call.text("name"), call.textOrNull("dir")));
          return Answer.of(
              Shapes.object()
                  .put("saved", saved.name())
                  .put("path", saved.path().toString())
                  .put("format", saved.format()));
        });
  }

  private static Tool eject() {
    return Tool.of(
            "pool_skill_eject",
            "Eject a skill",
            "Writes a built-in skill into the project, to be edited there.")
        .takes(NAME.and(DIR))
        .gives(
            Fields.NONE
                .need("ejected", Schema.TEXT)
                .need("path", Schema.TEXT)
                .need("hint", Schema.TEXT))
        .does(call -> {
          Skills.Ejected ejected =
              asked(call, registry -> registry.eject(call.text("name"), call.textOrNull("dir")));
          return Answer.of(
              Shapes.object()
                  .put("ejected", ejected.name())
                  .put("path", ejected.path().toString())
                  .put("hint", ejected.hint()));
        });
  }

  private static <T> T asked(Call call, Function<Skills, T> question) {
    try {
      return question.apply(call.engine().skills().of(call.pool()));
    } catch (SkillException e) {
      throw PoolSkills.refused(e);
    }
  }
}
