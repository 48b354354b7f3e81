package dev.agentpool.mcp.tools;

import dev.agentpool.answer.Skill;
import dev.agentpool.answer.SkillAdded;
import dev.agentpool.answer.SkillEjected;
import dev.agentpool.answer.SkillSaved;
import dev.agentpool.answer.SkillSummary;
import dev.agentpool.answer.Submitted;
import dev.agentpool.mcp.McpTool.ToolHints;
import dev.agentpool.operation.SkillRows;
import dev.agentpool.request.SkillFileRequest;
import dev.agentpool.request.SkillName;
import dev.agentpool.task.TaskId;
import dev.agentpool.wire.Shapes;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Skills (spec slot-pool 8.8). */
final class SkillTools {
  private static final Fields FILE =
      Fields.request(SkillName.class)
          .may("dir", Schema.name("within the project; default its skills directory"));

  private SkillTools() {}

  static List<Tool> all() {
    return List.of(run(), list(), get(), add(), remove(), save(), eject());
  }

  private static Tool run() {
    return Tool.of(
            "pool_skill_run",
            "Run a skill",
            "Makes a prompt of a skill and its arguments and runs it as a task. Blocks.")
        .with(SkillRows.RUN, Submitted.class)
        .takes(
            Fields.NONE
                .need("skill", Schema.name("the skill's name"))
                .may("arguments", Schema.textTable("by name"))
                .and(TaskArguments.SETTINGS.only(List.of("model", "effort")))
                .and(TaskArguments.TAGS)
                .and(Work.TAKES))
        .gives(Work.orRunning(TaskJson.RESULT))
        .does(call -> {
          TaskId id = new TaskId(call.ask(SkillRows.RUN, call.submission(SkillRows.RUN)).taskId());
          return new Work(call, List.of(id)).await(() -> TaskTools.ran(call, id));
        });
  }

  private record Found(List<SkillSummary> skills, int count) {}

  private static Tool list() {
    return Tool.of("pool_skill_list", "List skills", "Lists the skills there are, by name.")
        .with(SkillRows.LIST, Found.class)
        .reads()
        .does(call -> {
          List<SkillSummary> skills = call.ask(SkillRows.LIST);
          Answer answer = Answer.of(new Found(skills, skills.size()));
          JsonNode shown = answer.data().path("skills");
          shown.forEach(skill -> ((ObjectNode) skill).removeIf(JsonNode::isNull));
          return Answer.of(answer.data()).server(Shapes.text(shown));
        });
  }

  private static Tool get() {
    return Tool.doing(
            SkillRows.GET,
            "pool_skill_get",
            "Show a skill",
            "Gives a skill with its prompt and arguments.")
        .reads();
  }

  private record Added(String name, boolean overwritten, Skill.Source source) {}

  private static Tool add() {
    return Tool.of(
            "pool_skill_add",
            "Add a skill",
            "Registers a skill for this pool until it is removed, over any other of its name.")
        .with(SkillRows.ADD, Added.class)
        .hinted(ToolHints.WRITES_ONCE)
        .does(call -> {
          SkillAdded added = call.ask(SkillRows.ADD);
          Skill skill = added.skill();
          return Answer.of(new Added(skill.name(), added.overwritten(), skill.source()));
        });
  }

  private record Removed(String removed) {}

  private static Tool remove() {
    return Tool.of(
            "pool_skill_remove",
            "Remove a skill",
            "Removes a skill that was added here; one that it hid comes back.")
        .with(SkillRows.REMOVE, Removed.class)
        .hinted(ToolHints.DESTROYS)
        .does(call -> {
          call.ask(SkillRows.REMOVE);
          return Answer.of(new Removed(call.text("name")));
        });
  }

  private static Tool save() {
    return Tool.of(
            "pool_skill_save", "Save a skill", "Writes a skill into the project as a SKILL.md.")
        .with(SkillRows.SAVE, SkillSaved.class)
        .takes(FILE)
        .hinted(ToolHints.WRITES_ONCE)
        .does(call -> Answer.of(call.ask(SkillRows.SAVE, file(call))));
  }

  private static Tool eject() {
    return Tool.of(
            "pool_skill_eject",
            "Eject a skill",
            "Writes a built-in skill into the project, to be edited there.")
        .with(SkillRows.EJECT, SkillEjected.class)
        .takes(FILE)
        .does(call -> Answer.of(call.ask(SkillRows.EJECT, file(call))));
  }

  /**
   * What is {@code directory} over HTTP, where {@code dir} is the project's, is {@code dir} here.
   */
  private static SkillFileRequest file(Call call) {
    return new SkillFileRequest(call.text("name"), Optional.ofNullable(call.textOrNull("dir")));
  }
}
