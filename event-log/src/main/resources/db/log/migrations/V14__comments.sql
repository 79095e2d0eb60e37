-- Only comments have changed, which are a part of a function's body.

-- refuse_change.sql a76bb15f29fc3e6dabef40144a1ffbecea9365b31ed50eb15df9c1b83ba8d6c7
${refuse_change}

-- answer_size.sql b020cecd89bdc40736b1165aa6e32f0b143319d620e5b3c37b239114a0b660a4
${answer_size}

-- append.sql 66dcadc7d006b096ba5e4afcb0c3886f23bf3f69301899a8bb717e7e9bc24b15
${append}

-- forget_answers.sql e7546a40c2c8b08b01decc36ac484139c2bf078fee544e46f7a13e776d060307
${forget_answers}

-- store_snapshot.sql 8f5e1b27b82d877fc93b37dc1da2936bf3b4e2df57f187f631be6f41c21fe762
${store_snapshot}

-- probe_disk.sql 1e31c3ff9c6450750856ea2ecfd4db796c0aaea9cb2852787e67b5fd1426f876
${probe_disk}
