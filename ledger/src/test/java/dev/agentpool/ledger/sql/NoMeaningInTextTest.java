package dev.agentpool.ledger.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.ledger.sqlite.SqliteLedger;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the ledger asks of its database is asked of columns: no statement looks into a text for what
 * an id begins with or what some JSON says. Only migrations do, once, to fill such columns.
 */
final class NoMeaningInTextTest {
  private static final Pattern STATEMENT =
      Pattern.compile("\\b(select|insert into|update|delete from|where|and|or)\\b");
  private static final Pattern LOOKS_INTO_TEXT =
      Pattern.compile(
          "\\b(i?like|glob|similar to|regexp)\\b|->|::json| ~ |\\b(substr|substring|instr|position"
              + "|strpos|left|right|starts_with|regexp_\\w+|jsonb?_\\w+)\\(");

  /** All texts of the compiled classes; a text that is put together is there in its parts. */
  private static List<String> statements() throws Exception {
    Path classes =
        Path.of(SqliteLedger.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
        found.addAll(texts(file));
      }
    }
    return found.stream()
        .map(text -> text.toLowerCase(Locale.ROOT))
        .filter(text -> STATEMENT.matcher(text).find())
        .toList();
  }

  private static List<String> texts(Path file) throws IOException {
    ClassModel model = ClassFile.of().parse(file);
    List<String> texts = new ArrayList<>();
    for (PoolEntry entry : model.constantPool()) {
      if (entry instanceof StringEntry text) {
        texts.add(text.stringValue());
      }
    }
    return texts;
  }

  @Test
  void noStatementLooksIntoAnIdOrIntoJson() throws Exception {
    List<String> statements = statements();
    assertThat(statements).anyMatch(text -> text.contains("from task t join work w"));
    assertThat(statements.stream().filter(text -> LOOKS_INTO_TEXT.matcher(text).find())).isEmpty();
  }

  @Test
  void whatLooksIntoATextIsRecognised() throws IOException {
    for (String migration : List.of("0003.sql", "0008.sql", "0009.sql", "0010.sql")) {
      try (InputStream script = SqliteLedger.class.getResourceAsStream(migration)) {
        String text = new String(Objects.requireNonNull(script).readAllBytes(), UTF_8);
        assertThat(LOOKS_INTO_TEXT.matcher(text.toLowerCase(Locale.ROOT)).find()).isTrue();
      }
    }
  }
}
