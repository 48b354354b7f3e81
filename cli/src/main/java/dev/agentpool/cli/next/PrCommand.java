package dev.agentpool.cli.next;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Command;
import dev.agentpool.cli.command.NamesTask;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.command.Tasks;
import dev.agentpool.cli.host.Quoted;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Opens a pull request with a task's work. */
@CommandLine.Command(
    name = "pr",
    description = {
      "Push a task's or chain's branch and open a pull request with gh, GitHub's own command.",
      "Title and text are made of what was asked and answered; --dry-run shows all of it.",
      "Exit code 3: there is nothing to push; 4: something is missing, and nothing was pushed."
    },
    footer = {"", "Example:", "  agentpool pr --dry-run task-1a2b"})
final class PrCommand extends Command {
  @NamesTask
  @Parameters(paramLabel = "ID", description = "The task or chain.")
  String id = "";

  @Option(names = "--dry-run", description = "Only print the commands.")
  boolean dryRun;

  @Option(names = "--title", paramLabel = "TEXT", description = "Another title.")
  @Nullable String title;

  @Option(names = "--base", paramLabel = "BRANCH", description = "The branch it is to go into.")
  @Nullable String base;

  @Option(
      names = "--remote",
      paramLabel = "NAME",
      defaultValue = "origin",
      description = "Where it is pushed to; usually origin.")
  String remote = "origin";

  @Option(names = "--draft", description = "Open it as a draft.")
  boolean draft;

  @Override
  public int run(Surroundings here) {
    if (remote.isBlank() || remote.startsWith("-")) {
      throw CliException.usage("not the name of a remote: \"" + remote + "\"");
    }
    Json place = here.daemon().get(Query.task(id, "/place"));
    Json task = new Tasks(here.daemon()).get(id);
    String branch = branch(place);
    Path project = Path.of(place.text("repo_path"));
    List<String> push =
        List.of("git", "push", remote, "refs/heads/" + branch + ":refs/heads/" + branch);
    List<String> open = opening(branch, task);
    Requirements needed = new Requirements(Programs.of(here), project, remote);
    if (dryRun) {
      here.terminal().print("cd " + Quoted.shell(List.of(project.toString())));
      here.terminal().print(Quoted.shell(push));
      here.terminal().print(Quoted.shell(open));
      needed.missing().forEach(missing -> here.terminal().say(Colour.YELLOW, missing));
      return ExitCode.DONE;
    }
    List<String> missing = needed.missing();
    if (!missing.isEmpty()) {
      throw CliException.machine(
          String.join("; ", missing)
              + "; nothing was pushed. By hand: agentpool pr --dry-run "
              + id
              + " prints the commands");
    }
    Programs programs = Programs.of(here);
    Programs.Ran pushed = programs.read(project, push);
    if (pushed.code() != 0) {
      throw CliException.machine("git did not push " + branch + ": " + pushed.said());
    }
    Programs.Ran opened = programs.read(project, open);
    if (opened.code() != 0) {
      throw CliException.machine(
          branch + " is pushed, but gh opened no pull request: " + opened.said());
    }
    String url =
        opened.said().lines().filter(line -> line.startsWith("http")).reduce("", (_, last) -> last);
    if (json) {
      here.terminal().printJson(Json.object().put("branch", branch).put("url", url));
    } else {
      here.terminal().print(url);
    }
    return ExitCode.DONE;
  }

  private static String branch(Json place) {
    String id = place.text("task_id");
    String branch = place.text("branch");
    switch (place.text("state")) {
      case "running", "pending", "blocked" ->
          throw refused(id + " has not ended: wait for it (agentpool wait " + id + ")");
      default -> {}
    }
    if (branch.isEmpty()) {
      throw refused(id + " has no branch: it worked in the project itself, or changed nothing");
    }
    if (place.text("head").isEmpty()) {
      throw refused("the branch " + branch + " of " + id + " is gone");
    }
    return branch;
  }

  private static CliException refused(String message) {
    return new CliException(ExitCode.REFUSED, "nothing_to_push", message);
  }

  private List<String> opening(String branch, Json task) {
    PullText text = PullText.of(task);
    List<String> open = new ArrayList<>(List.of("gh", "pr", "create", "--head", branch));
    if (base != null) {
      open.addAll(List.of("--base", base));
    }
    if (draft) {
      open.add("--draft");
    }
    open.addAll(List.of("--title", title == null ? text.title() : title, "--body", text.body()));
    return open;
  }
}
