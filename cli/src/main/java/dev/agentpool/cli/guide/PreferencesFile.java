package dev.agentpool.cli.guide;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whose file of preferences is meant: the user's, or one that was named. */
public final class PreferencesFile {
  public static final String RESOURCE = "agentpool://preferences.md";
  private static final long MOST_BYTES = 1 << 20;

  @Option(names = "--path", paramLabel = "FILE", description = "Another file than the usual one.")
  @Nullable String named;

  Path path(Surroundings here) {
    return named == null ? usual(here) : here.directory().resolve(named).normalize();
  }

  public static Path usual(Surroundings here) {
    return here.daemon().home().root().resolve("preferences.md");
  }

  /** The text for somebody who has none yet. */
  public static String template(Surroundings here) {
    return new Pages(here).named("preferences").text("text");
  }

  /** As the daemon tells it; of a named file its text and digest in place of the usual one's. */
  Json payload(Surroundings here) {
    Json usual = here.daemon().get("/v1/preferences");
    if (named == null) {
      return usual;
    }
    Path path = path(here);
    boolean exists = Files.exists(path);
    String text = exists ? read(path) : template(here);
    Json digest = here.daemon().post("/v1/preferences/digest", Json.object().put("text", text));
    JsonObject told = Json.object();
    if (usual.value() instanceof Map<?, ?> members) {
      members.forEach((name, value) -> told.put(String.valueOf(name), value));
    }
    return Json.parse(
        told.put("path", path.toString())
            .put("exists", exists)
            .put("using_default_template", !exists)
            .put("digest", digest.get("digest").value() instanceof List<?> list ? list : List.of())
            .put("text", text)
            .toString());
  }

  private static String read(Path path) {
    try {
      if (!Files.isRegularFile(path)) {
        throw CliException.usage(path + " is no file");
      }
      if (Files.size(path) > MOST_BYTES) {
        throw CliException.usage(path + " is larger than 1 MiB");
      }
      return Files.readString(path, StandardCharsets.UTF_8);
    } catch (CharacterCodingException e) {
      throw CliException.usage(path + " is not UTF-8 text");
    } catch (IOException e) {
      throw CliException.machine("cannot read " + path + ": " + e);
    }
  }
}
