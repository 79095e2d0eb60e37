package com.scaiwave.admin.torture.mutant;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.instruction.ReturnInstruction;
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
 * An agent that changes a method to do nothing, or to return a shifted time, and undoes the change.
 * It is a single class that uses none of ours, since only this class is loaded into the process.
 */
public final class Mutant implements ClassFileTransformer {
    private static final Map<String, Mutant> ACTIVE = new ConcurrentHashMap<>();
    private static final ClassDesc MAP = ClassDesc.of("java.util.Map");
    private static final ClassDesc INSTANT = ClassDesc.of("java.time.Instant");

    private final String type;
    private final String method;
    private final MethodTransform change;

    /** Each load of the agent gets another instance, which knows only its own changes. */
    private final Instrumentation instrumentation;

    private Mutant(String target, MethodTransform change, Instrumentation instrumentation) {
        int dot = target.lastIndexOf('.');
        this.type = target.substring(0, dot);
        this.method = target.substring(dot + 1);
        this.change = change;
        this.instrumentation = instrumentation;
    }

    /**
     * Called by the JVM in the process that the agent was loaded into.
     *
     * @param arguments {@code on Class.method}: the method does nothing, and returns 0, true, an
     *     empty map, or the constant {@code START} of the type that it returns; {@code 3600
     *     Class.method}: the instant that it returns is that many seconds later; {@code off
     *     Class.method}
     */
    public static void agentmain(String arguments, Instrumentation instrumentation)
            throws UnmodifiableClassException {
        int space = arguments.indexOf(' ');
        String what = arguments.substring(0, space);
        String target = arguments.substring(space + 1);
        Mutant before = ACTIVE.remove(target);
        if (before != null && !before.instrumentation.removeTransformer(before)) {
            throw new IllegalStateException(target + " stays as it is");
        }
        Mutant now =
                switch (what) {
                    case "off" -> before;
                    case "on" -> new Mutant(target, empty(), instrumentation);
                    default -> new Mutant(target, later(Long.parseLong(what)), instrumentation);
                };
        if (now == null) {
            throw new IllegalStateException(target + " is as it was");
        }
        if (now != before) {
            ACTIVE.put(target, now);
            instrumentation.addTransformer(now, true);
        }
        now.transformAgain();
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
                        m -> m.methodName().equalsString(method), change));
    }

    private static MethodTransform empty() {
        return (builder, element) -> {
            if (!(element instanceof CodeModel code)) {
                builder.with(element);
                return;
            }
            ClassDesc type = code.parent().orElseThrow().methodTypeSymbol().returnType();
            builder.withCode(body -> {
                if (type.equals(ConstantDescs.CD_void)) {
                    body.return_();
                } else if (type.equals(ConstantDescs.CD_boolean)) {
                    body.iconst_1().ireturn();
                } else if (type.equals(ConstantDescs.CD_long)) {
                    body.lconst_0().lreturn();
                } else if (type.equals(MAP)) {
                    body.invokestatic(MAP, "of", MethodTypeDesc.of(MAP), true).areturn();
                } else {
                    body.getstatic(type, "START", type).areturn();
                }
            });
        };
    }

    private static MethodTransform later(long seconds) {
        return MethodTransform.transformingCode((builder, element) -> {
            if (element instanceof ReturnInstruction) {
                builder.loadConstant(seconds)
                        .invokevirtual(
                                INSTANT,
                                "plusSeconds",
                                MethodTypeDesc.of(INSTANT, ConstantDescs.CD_long));
            }
            builder.with(element);
        });
    }
}
