package com.scaiwave.admin.torture.mutant;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodTransform;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * An agent that has a method return nothing of what it should, and takes that back. It is one
 * class, without others of ours, because that is all that is brought into the process.
 */
public final class Mutant implements ClassFileTransformer {
    private static final Map<String, Mutant> ACTIVE = new ConcurrentHashMap<>();
    private static final ClassDesc MAP = ClassDesc.of("java.util.Map");

    private final String type;
    private final String method;

    /** Each time that an agent is loaded it gets another one, which knows its own changes only. */
    private final Instrumentation instrumentation;

    private Mutant(String type, String method, Instrumentation instrumentation) {
        this.type = type;
        this.method = method;
        this.instrumentation = instrumentation;
    }

    /**
     * Called in the process that it was loaded into.
     *
     * @param arguments {@code on Class.method} or {@code off Class.method}; the method returns 0 if
     *     it returns a long, else an empty map
     */
    public static void agentmain(String arguments, Instrumentation instrumentation)
            throws UnmodifiableClassException {
        String target = arguments.substring(arguments.indexOf(' ') + 1);
        if (arguments.startsWith("on ")) {
            int dot = target.lastIndexOf('.');
            Mutant mutant =
                    new Mutant(
                            target.substring(0, dot), target.substring(dot + 1), instrumentation);
            ACTIVE.put(target, mutant);
            instrumentation.addTransformer(mutant, true);
            mutant.transformAgain();
        } else {
            Mutant mutant = ACTIVE.remove(target);
            if (mutant == null || !mutant.instrumentation.removeTransformer(mutant)) {
                throw new IllegalStateException(target + " stays as it is");
            }
            mutant.transformAgain();
        }
    }

    private void transformAgain() throws UnmodifiableClassException {
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            if (loaded.getName().equals(type)) {
                instrumentation.retransformClasses(loaded);
            }
        }
    }

    @Override
    public byte @Nullable [] transform(
            ClassLoader loader,
            String name,
            Class<?> redefined,
            ProtectionDomain domain,
            byte[] bytes) {
        if (!name.replace('/', '.').equals(type)) {
            return null;
        }
        ClassFile classFile = ClassFile.of();
        return classFile.transformClass(
                classFile.parse(bytes),
                ClassTransform.transformingMethods(
                        m -> m.methodName().equalsString(method), empty()));
    }

    private static MethodTransform empty() {
        return (builder, element) -> {
            if (!(element instanceof CodeModel code)) {
                builder.with(element);
                return;
            }
            boolean number =
                    code.parent()
                            .orElseThrow()
                            .methodTypeSymbol()
                            .returnType()
                            .equals(ConstantDescs.CD_long);
            builder.withCode(body -> {
                if (number) {
                    body.lconst_0().lreturn();
                } else {
                    body.invokestatic(MAP, "of", MethodTypeDesc.of(MAP), true).areturn();
                }
            });
        };
    }
}
