import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Lifts the class files of a library, in place, to a version with stack maps. The JVM keeps no older ones in its AOT cache, and
 * picocli's are of Java 5: read from the jar and verified the old way they were most of a command's start.
 */
final class ModernJar {
  private static final int JAVA_8 = 52;

  private ModernJar() {}

  public static void main(String[] arguments) throws IOException {
    try (FileSystem jar = FileSystems.newFileSystem(Path.of(arguments[0]));
        Stream<Path> files = Files.walk(jar.getPath("/"))) {
      ClassHierarchyResolver inJar =
          ClassHierarchyResolver.ofResourceParsing(name -> open(jar, name.packageName(), name.displayName()));
      ClassFile tool =
          ClassFile.of(
              ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
              ClassFile.ClassHierarchyResolverOption.of(
                  inJar.orElse(ClassHierarchyResolver.defaultResolver()).cached()));
      for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
        ClassModel model = tool.parse(Files.readAllBytes(file));
        if (model.majorVersion() < JAVA_8) {
          Files.write(file, tool.transformClass(model, lift()));
        }
      }
    }
  }

  private static ClassTransform lift() {
    ClassTransform version =
        (builder, element) -> {
          if (element instanceof ClassFileVersion) {
            builder.withVersion(JAVA_8, 0);
          } else {
            builder.with(element);
          }
        };
    // code that no one touches is copied as it is, without stack maps: so each instruction is taken and put back
    return version.andThen(ClassTransform.transformingMethodBodies((code, element) -> code.with(element)));
  }

  private static java.io.InputStream open(FileSystem jar, String folder, String name) {
    try {
      Path file = jar.getPath(folder.replace('.', '/'), name + ".class");
      return Files.exists(file) ? Files.newInputStream(file) : null;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
