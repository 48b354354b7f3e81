package dev.agentpool.provider.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/** Files of data beside a class: one for each CLI, and the list of them. */
public final class ShippedData {
  private static final String LIST = "shipped";

  private ShippedData() {}

  /** All of them, by the name of the CLI, in the order of the list. */
  public static Map<String, DataTable> beside(Class<?> owner) {
    Map<String, DataTable> all = new LinkedHashMap<>();
    text(owner, LIST)
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .forEach(name -> all.put(name, read(owner, name)));
    return all;
  }

  private static DataTable read(Class<?> owner, String name) {
    String file = name + ".toml";
    TomlParseResult parsed = Toml.parse(text(owner, file));
    if (parsed.hasErrors()) {
      throw new IllegalStateException(file + ": " + parsed.errors().getFirst());
    }
    return DataTable.of(file, plain(parsed));
  }

  private static String text(Class<?> owner, String file) {
    try (InputStream bytes = owner.getResourceAsStream(file)) {
      if (bytes == null) {
        throw new IllegalStateException("there is no " + file + " beside " + owner);
      }
      return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static Map<String, Object> plain(TomlTable table) {
    Map<String, Object> plain = new TreeMap<>();
    table.toMap().forEach((name, value) -> plain.put(name, plain(value)));
    return plain;
  }

  private static Object plain(Object value) {
    return switch (value) {
      case TomlTable table -> plain(table);
      case TomlArray array -> array.toList().stream().map(ShippedData::plain).toList();
      default -> value;
    };
  }

  /** Throws when a file says what nobody understands. */
  public static void complete(DataTable table) {
    if (!table.objections().isEmpty()) {
      throw new IllegalStateException(String.join("; ", table.objections()));
    }
  }

  /** The program that a person installs, and the oldest that works. */
  public static Executable executable(DataTable table) {
    List<String> command = table.texts("command");
    String install = table.text("install");
    String least = table.text("least");
    String update = install.startsWith("npm ") ? install + "@latest" : install;
    Executable named =
        Executable.onPath(
            command.getFirst(), install, least.isEmpty() ? null : new VersionFloor(least, update));
    List<String> behind =
        table.texts("behind").stream().map(file -> file.replace("{here}", here())).toList();
    return behind.isEmpty() ? named : new Behind(named, behind);
  }

  private static String here() {
    String system = System.getProperty("os.name", "").startsWith("Mac") ? "darwin" : "linux";
    boolean arm = System.getProperty("os.arch", "").equals("aarch64");
    return system + "-" + (arm ? "arm64" : "x64");
  }
}
