package dev.agentpool.cli.guide;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The pages that ship, as the daemon has them. The first, {@code skill}, is called otherwise too.
 */
final class Pages {
  static final String SKILL = "agentpool";
  static final List<String> ALIASES = List.of("core");
  private static final String PAGE = "skill";
  private final Surroundings here;

  Pages(Surroundings here) {
    this.here = here;
  }

  List<Json> all() {
    return here.daemon().get("/v1/guidance").get("pages").items();
  }

  /** A page by its name or that of the skill; refused when there is none. */
  Json named(String name) {
    String page = name.equals(SKILL) || ALIASES.contains(name) ? PAGE : name;
    if (all().stream().noneMatch(one -> one.text("name").equals(page))) {
      throw new CliException(
          ExitCode.USAGE,
          "invalid_request",
          "no skill or page is called '" + name + "'; agentpool skills list names them");
    }
    return here.daemon().get(Query.named("/v1/guidance/", "page name", page));
  }

  /** What it is called by whoever asks for the skill. */
  static String called(Json page) {
    return page.text("name").equals(PAGE) ? SKILL : page.text("name");
  }

  Path folder() {
    return here.daemon().home().state().resolve("guidance");
  }

  /** The page as a file, written when it is not there or not this one. */
  Path written(Json page) {
    Path file = folder().resolve(page.text("name") + ".md");
    byte[] text = page.text("text").getBytes(StandardCharsets.UTF_8);
    try {
      if (!Files.isRegularFile(file) || !Arrays.equals(Files.readAllBytes(file), text)) {
        Files.createDirectories(folder());
        Files.write(file, text);
      }
      return file;
    } catch (IOException e) {
      throw CliException.machine("cannot write " + file + ": " + e);
    }
  }
}
