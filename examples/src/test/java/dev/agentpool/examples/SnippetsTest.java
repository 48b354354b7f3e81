package dev.agentpool.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the library's documentation shows is what the examples run. */
class SnippetsTest {
  private static final String SNIPPET = "{@snippet :\n";
  private static final Pattern FENCE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  /** What a program that uses the library sees. */
  private static List<Path> library() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String directory :
        List.of(
            "../library/src/main/java/dev/agentpool/api",
            "../records/src/main/java/dev/agentpool/answer",
            "../records/src/main/java/dev/agentpool/request")) {
      sources.addAll(sources(directory, 1));
    }
    return sources;
  }

  private static List<Path> sources(String directory, int depth) throws IOException {
    try (Stream<Path> all = Files.walk(Path.of(directory), depth)) {
      return all.filter(path -> path.toString().endsWith(".java")).toList();
    }
  }

  private static String squeezed(String code) {
    return code.replaceAll("\\s+", "");
  }

  private static String examples() throws IOException {
    StringBuilder code = new StringBuilder();
    for (Path source : sources("src/main/java", 20)) {
      code.append(squeezed(Files.readString(source)));
    }
    return code.toString();
  }

  private static Map<String, String> snippets(Path source) throws IOException {
    Map<String, String> snippets = new LinkedHashMap<>();
    String text = Files.readString(source);
    for (int at = text.indexOf(SNIPPET); at >= 0; at = text.indexOf(SNIPPET, at + 1)) {
      String code =
          text.substring(at + SNIPPET.length(), end(text, at)).replaceAll("(?m)^ *\\* ?", "");
      snippets.put(source.getFileName() + " at " + at, squeezed(code));
    }
    return snippets;
  }

  /** Of the brace that closes the one at this place. */
  private static int end(String text, int open) {
    int depth = 0;
    for (int i = open; ; i++) {
      char c = text.charAt(i);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
  }

  @Test
  void everySnippetOfTheLibraryIsPartOfAnExample() throws IOException {
    String examples = examples();
    Map<String, String> snippets = new LinkedHashMap<>();
    for (Path source : library()) {
      snippets.putAll(snippets(source));
    }
    for (String records : List.of("answer", "request")) {
      for (Path source : sources("../records/src/main/java/dev/agentpool/" + records, 1)) {
        snippets.putAll(snippets(source));
      }
    }
    assertThat(snippets).hasSizeGreaterThan(40);
    snippets.values().removeIf(examples::contains);
    assertThat(snippets).as("snippets that no example has").isEmpty();
  }

  @Test
  void everyPublicTypeOfTheLibraryShowsHowItIsUsed() throws IOException {
    List<String> bare = new ArrayList<>();
    for (Path source : sources("../library/src/main/java/dev/agentpool/api", 1)) {
      String text = Files.readString(source);
      if (text.contains("\npublic ") && !text.contains("{@snippet")) {
        bare.add(source.getFileName().toString());
      }
    }
    assertThat(bare).isEmpty();
  }

  @Test
  void theLibrarysPageShowsCodeOfTheExamples() throws IOException {
    String examples = examples();
    Matcher matcher = FENCE.matcher(Files.readString(Path.of("../docs/library.md")));
    int found = 0;
    while (matcher.find()) {
      assertThat(examples).contains(squeezed(matcher.group(1)));
      found++;
    }
    assertThat(found).isGreaterThanOrEqualTo(3);
  }
}
