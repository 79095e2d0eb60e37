import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.ProtectionDomain;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An agent that notes which methods of ours run between the appearance of the files {@code on} and
 * {@code off} in its folder, and writes them to {@code methods.tsv}: thread, class, method, kind.
 */
public final class Way {
    private static final String OURS = "com/scaiwave/admin/";
    private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();
    private static volatile boolean on;

    private Way() {}

    /** Every method of ours begins with a call of this. */
    public static void enter(String method) {
        if (on) {
            SEEN.add(Thread.currentThread().getName() + "\t" + method);
        }
    }

    public static void premain(String folder, Instrumentation instrumentation) {
        instrumentation.addTransformer(new ClassFileTransformer() {
            @Override
            public byte[] transform(
                    ClassLoader loader,
                    String name,
                    Class<?> redefined,
                    ProtectionDomain domain,
                    byte[] bytes) {
                return name != null && name.startsWith(OURS) ? entered(loader, name, bytes) : null;
            }
        });
        Thread.ofPlatform().daemon().start(() -> watch(Path.of(folder)));
    }

    private static void watch(Path folder) {
        try {
            while (true) {
                if (Files.deleteIfExists(folder.resolve("on"))) {
                    SEEN.clear();
                    on = true;
                }
                if (Files.exists(folder.resolve("off"))) {
                    on = false;
                    Path written = Files.write(folder.resolve("written"), new TreeSet<>(SEEN));
                    Files.move(
                            written,
                            folder.resolve("methods.tsv"),
                            StandardCopyOption.REPLACE_EXISTING);
                    Files.delete(folder.resolve("off"));
                }
                Thread.sleep(20);
            }
        } catch (IOException | InterruptedException e) {
            // Ends the server, too: the script waits for this thread's files.
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static byte[] entered(ClassLoader loader, String name, byte[] bytes) {
        ClassFile files =
                ClassFile.of(
                        ClassFile.ClassHierarchyResolverOption.of(
                                ClassHierarchyResolver.ofResourceParsing(loader)
                                        .orElse(ClassHierarchyResolver.defaultResolver())));
        return files.transformClass(
                files.parse(bytes),
                ClassTransform.transformingMethods((builder, element) -> {
                    if (element instanceof CodeModel code) {
                        MethodModel method = code.parent().orElseThrow();
                        String noted =
                                name.substring(OURS.length())
                                        + "\t"
                                        + method.methodName().stringValue()
                                        + "\t"
                                        + kind(method, code);
                        builder.transformCode(code, calling(noted));
                    } else {
                        builder.with(element);
                    }
                }));
    }

    private static CodeTransform calling(String noted) {
        return new CodeTransform() {
            @Override
            public void atStart(CodeBuilder builder) {
                builder.ldc(noted)
                        .invokestatic(
                                ClassDesc.of("Way"),
                                "enter",
                                MethodTypeDesc.ofDescriptor("(Ljava/lang/String;)V"));
            }

            @Override
            public void accept(CodeBuilder builder, CodeElement element) {
                builder.with(element);
            }
        };
    }

    /** {@code new}: a constructor; {@code get}: only returns a field or constant; else {@code run}. */
    private static String kind(MethodModel method, CodeModel code) {
        if (method.methodName().stringValue().startsWith("<")) {
            return "new";
        }
        int instructions = 0;
        boolean plain = true;
        for (CodeElement element : code) {
            if (element instanceof Instruction instruction) {
                instructions++;
                plain &=
                        instruction instanceof LoadInstruction
                                || instruction instanceof ReturnInstruction
                                || instruction instanceof ConstantInstruction
                                || instruction.opcode() == Opcode.GETFIELD
                                || instruction.opcode() == Opcode.GETSTATIC;
            }
        }
        return plain && instructions <= 4 ? "get" : "run";
    }
}
