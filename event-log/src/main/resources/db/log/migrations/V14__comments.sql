-- Only comments have changed. From here on, the line above a function has the SHA-256 of its file
-- without the lines that are comments, so that a comment can change without a migration.

-- refuse_change.sql 1aa8cbc1082059a0a18ddd7804b3da8ba6b914d6f410f08f7d480b6b161b12ac
${refuse_change}

-- answer_size.sql 54a3f28b904e3fdfe1ed2c45a79bbf653b7aafa7da4d3a7e80f8ce0cfeb15c0a
${answer_size}

-- append.sql 3d7c517b2e01a090541a1b6af3d10ce95f08d1f335f7f2e61c7e5ad00e571a8f
${append}

-- position_at.sql fb6bb9eb11b70502906f0c55e92ac4950fadee898c7bc5abb5e25300b285c079
${position_at}

-- forget_answers.sql 6154a9790ca74ba4fd5e9dd60804c64d2f7ba2233255cc2f23f9a8da32cbc9db
${forget_answers}

-- store_snapshot.sql 564908fa39a2d7ad0c584fa4f22c600c20cd9f1b89b1671060d4c3397cb1d0ef
${store_snapshot}

-- probe_disk.sql 6804f2594539a7562af03c9e07aa69829f2c7caf81fb75cd66459090c7ca5b5e
${probe_disk}
